import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuditPage, auditPageSchema, auditVerificationSchema } from '#shared/contract/audit-log.ts'
import { appendEvent, saidHash, sealEvent } from '#shared/domain/audit/audit-chain.ts'
import type { AuditEntry, AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { testContext } from '#shared/domain/common/test-context.ts'
import { people, startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

const admin = 'admin:admin-secret'
const author = { id: 'practitioner:doctor', name: 'Иванов Иван Иванович', role: 'doctor' as const }

/** Events of a station as it would write them. */
function chainOf(station: string, entries: AuditEntry[], change = {}): AuditEvent[] {
  const context = { ...testContext(), author, ...change }
  const events: AuditEvent[] = []
  for (const entry of entries)
    events.push(appendEvent({ station, chain: 'a1', head: events.at(-1) }, entry, context))
  return events
}
const openings = (station: string, count: number): AuditEvent[] =>
  chainOf(
    station,
    Array.from({ length: count }, (_, n) => ({ action: 'card-opened', patientId: `patient:${n % 3}` })),
  )

let server: RunningServer
const lines: string[] = []
const logStream = new PassThrough().on('data', (chunk: Buffer) => lines.push(chunk.toString()))
beforeAll(async () => {
  server = await startClinicServer({ logLevel: 'info', logStream })
})
afterAll(() => server.stop())

const deliver = (station: string, events: unknown[], as: string | null = people.doctor, clinic = 'demo') =>
  server.ask('POST', `/api/clinics/${clinic}/audit`, { station, chain: 'a1', events }, { as })
/** Another PC brings them, from a courier's file. */
const carry = (carriedFrom: string, events: unknown[]) =>
  server.ask(
    'POST',
    '/api/clinics/demo/audit',
    { station: 'carrier', chain: 'a1', carriedFrom, events },
    { as: people.doctor },
  )
const search = async (query: string, as: string | null = admin) =>
  server.ask('GET', `/api/clinics/demo/audit?${query}`, undefined, { as })
const pageOf = async (query: string): Promise<AuditPage> => auditPageSchema.parse((await search(query)).json)
async function chainReport(station: string) {
  const answer = await server.ask('GET', '/api/clinics/demo/audit/verification', undefined, { as: admin })
  return auditVerificationSchema.parse(answer.json).chains.find((each) => each.station === station)
}
/** Somebody with the server's disk in their hands. */
async function onDisk(statement: string, ...values: string[]) {
  const file = new DatabaseSync(join(server.folder, 'audit', 'demo.sqlite'))
  try {
    expect(Number(file.prepare(statement).run(...values).changes)).toBeGreaterThan(0)
  } finally {
    file.close()
  }
}

describe('what a station brings', () => {
  it('L3 takes a batch once, however often it is brought and in whatever order', async () => {
    const events = openings('once', 5)
    expect((await deliver('once', [])).json).toMatchObject({ refused: [], missing: [], newest: 0 })
    expect((await deliver('once', events.slice(3))).json).toMatchObject({
      refused: [],
      missing: [{ from: 1, to: 3 }],
      newest: 5,
    })
    const whole = { refused: [], missing: [], newest: 5 }
    expect((await deliver('once', events.slice(0, 4).reverse())).json).toMatchObject(whole)
    expect((await deliver('once', events)).json).toMatchObject(whole)
    expect(await chainReport('once')).toMatchObject({
      events: 5,
      last: 5,
      missing: [],
      altered: [],
      broken: [],
    })
  })

  it('L3 refuses each bad event alone, and counts it', async () => {
    const [first, second, third] = openings('bad', 3) as [AuditEvent, AuditEvent, AuditEvent]
    const foreign = { ...author, id: 'practitioner:stranger' }
    const [stranger] = chainOf('bad', [{ action: 'printed' }], { author: foreign })
    const [elsewhere] = chainOf('bad', [{ action: 'printed' }], { clinicId: 'other' })
    const [asServer] = chainOf('server', [{ action: 'printed' }])
    const given = [first, { ...second, patientId: 'patient:9' }, third, stranger, elsewhere, asServer, 7, {}]
    const answer = await deliver('bad', given)
    expect(answer.json.refused).toEqual([
      { place: 1, code: 'audit.altered' },
      { place: 3, code: 'audit.foreign-author' },
      { place: 4, code: 'audit.foreign-clinic' },
      { place: 5, code: 'audit.foreign-author' },
      { place: 6, code: 'audit.malformed' },
      { place: 7, code: 'audit.malformed' },
    ])
    expect(answer.json.missing).toEqual([{ from: 2, to: 2 }])
    expect(await chainReport('bad')).toMatchObject({ events: 2, refused: 5, missing: [{ from: 2, to: 2 }] })
  })

  it('L3 takes nothing from nobody, from another clinic or in another form', async () => {
    const events = openings('out', 1)
    expect((await deliver('out', events, null)).status).toBe(401)
    expect((await deliver('out', events, people.doctor, 'other')).status).toBe(404)
    expect((await deliver('out', events, people.doctor, 'never')).status).toBe(404)
    expect((await deliver('o t', events)).status).toBe(422)
    expect(await chainReport('out')).toBeUndefined()
  })

  it('L12 answers for the chain of the PC that a file was from, and counts what it refuses there', async () => {
    const events = openings('fap', 4)
    const answer = await carry('fap', [...events.slice(2), { ...events[0]!, patientId: 'patient:9' }])
    expect(answer.json).toMatchObject({
      refused: [{ place: 2, code: 'audit.altered' }],
      missing: [{ from: 1, to: 2 }],
      newest: 4,
    })
    await carry('fap', events)
    expect(await chainReport('fap')).toMatchObject({ events: 4, missing: [], refused: 1 })
    expect(await chainReport('carrier')).toBeUndefined()
  })

  it('L3 stands in no feed and no list of documents', async () => {
    await deliver('feed', openings('feed', 2))
    for (const path of ['_changes?include_docs=true', '_all_docs?include_docs=true']) {
      const answer = await server.ask('GET', `/clinic-demo/${path}`, undefined, { as: admin })
      expect(JSON.stringify(answer.json)).not.toContain('audit-event')
    }
  })
})

describe('what somebody does to the log behind the server', () => {
  it('L5 tells an altered, a removed, an exchanged and a moved event, and a cut end', async () => {
    await deliver('hand', openings('hand', 9))
    expect(await chainReport('hand')).toMatchObject({ missing: [], altered: [], forked: [], broken: [] })
    const set = `UPDATE event SET body = replace(body, ?, ?) WHERE station = 'hand' AND number =`
    await onDisk(`${set} 2`, 'patient:1', 'patient:2')
    await onDisk(`DELETE FROM event WHERE station = 'hand' AND number = 4`)
    const [lie] = openings('hand', 9).slice(5, 6)
    const forged = { ...lie!, patientId: 'patient:77' }
    const sealed = sealEvent(forged)
    await onDisk(
      `UPDATE event SET body = ?, hash = ? WHERE station = 'hand' AND number = 6`,
      JSON.stringify(sealed),
      saidHash(sealed),
    )
    await onDisk(`DELETE FROM event WHERE station = 'hand' AND number >= 8`)
    expect(await chainReport('hand')).toMatchObject({
      last: 9,
      altered: [2],
      missing: [
        { from: 4, to: 4 },
        { from: 8, to: 9 },
      ],
      broken: [7],
    })
  })

  it('L5 tells a chain that was removed whole, and one that is forked', async () => {
    await deliver('gone', openings('gone', 3))
    await onDisk(`DELETE FROM event WHERE station = 'gone'`)
    expect(await chainReport('gone')).toMatchObject({ events: 0, missing: [{ from: 1, to: 3 }] })
    const events = openings('fork', 3)
    const place = { station: 'fork', chain: 'a1', head: events[1] }
    await deliver('fork', [
      ...events,
      appendEvent(place, { action: 'exported' }, { ...testContext(), author }),
    ])
    expect(await chainReport('fork')).toMatchObject({ forked: [3], broken: [], missing: [] })
  })

  it('L5 tells a text that is no event any more', async () => {
    await deliver('junk', openings('junk', 2))
    await onDisk(`UPDATE event SET body = ? WHERE station = 'junk' AND number = 1`, '{"cut')
    expect(await chainReport('junk')).toMatchObject({ altered: [1], events: 2 })
  })
})

describe('who looks into the log', () => {
  it('L7 finds by patient, person, action and time, newest first, in pages', async () => {
    const at = (minute: number) => {
      const context = testContext(`2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`)
      return { clock: context.clock, hybridClock: context.hybridClock }
    }
    const events: AuditEvent[] = []
    for (let minute = 0; minute < 30; minute++) {
      const entry: AuditEntry = { action: minute % 2 ? 'printed' : 'card-opened', patientId: 'patient:found' }
      const place = { station: 'search', chain: 'a1', head: events.at(-1) }
      events.push(appendEvent(place, entry, { ...testContext(), author, ...at(minute) }))
    }
    await deliver('search', events)
    const seen: string[] = []
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page: AuditPage = await pageOf(`patient=patient:found&limit=7&after=${encodeURIComponent(next)}`)
      seen.push(...page.events.filter(({ station }) => station === 'search').map(({ id }) => id))
      next = page.next
    }
    expect(seen).toEqual(events.map(({ id }) => id).reverse())
    const of = async (query: string) => (await pageOf(`patient=patient:found&${query}`)).events
    expect(await of('action=printed')).toHaveLength(15)
    expect(await of('person=practitioner:nobody')).toHaveLength(0)
    const some = await of('from=2026-03-01T10:05:00Z&to=2026-03-01T10:07:00Z')
    expect(some.map(({ number }) => number)).toEqual([7, 6])
    expect((await pageOf('limit=1')).people).toContainEqual({ id: author.id, name: author.name })
  })

  it('L7 shows everything to those who answer for it, one patient to the others, nothing to strangers', async () => {
    expect((await search('', people.doctor)).status).toBe(403)
    expect((await search('patient=patient:1', people.doctor)).status).toBe(200)
    expect((await search('patient=patient:1', null)).status).toBe(401)
    const other = await server.ask('GET', '/api/clinics/other/audit', undefined, { as: people.doctor })
    expect(other.status).toBe(404)
    const verify = (as: string) =>
      server.ask('GET', '/api/clinics/demo/audit/verification', undefined, { as })
    expect((await verify(people.doctor)).status).toBe(403)
    for (const bad of ['from=yesterday', 'after=77', 'limit=many'])
      expect((await search(bad)).status).toBe(400)
  })

  it('L7 records that somebody looked', async () => {
    await search('patient=patient:looked', people.doctor)
    const { events } = await pageOf('patient=patient:looked')
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ action: 'trail-viewed', station: 'server', author: { id: author.id } })
  })
})

describe('reads that no station tells of', () => {
  const readsOf = async (person: string) =>
    (await pageOf(`person=${person}&action=data-read&limit=500`)).events.map(({ means }) => means)

  it('L8 records a person, a way of reading and a day once', async () => {
    const read = (path: string, headers = {}) =>
      server.ask('GET', `/clinic-demo/${path}`, undefined, { as: people.feldsher, headers })
    await read('_changes')
    await read('_changes?since=0')
    await read('_all_docs')
    await read('patient:nobody')
    await read('_changes', { 'lekar-protocol': '1' })
    await read('_all_docs', { 'lekar-protocol': '1' })
    expect((await readsOf('practitioner:feldsher')).sort()).toEqual([
      'client/all-docs',
      'client/changes',
      'client/document',
      'workplace',
    ])
    expect(await chainReport('server')).toMatchObject({ missing: [], altered: [], forked: [], broken: [] })
  })

  it('L8 records nothing of who was kept out', async () => {
    expect(
      (await server.ask('GET', '/clinic-other/_changes', undefined, { as: people.registrar })).status,
    ).toBe(403)
    expect(await readsOf('practitioner:registrar')).toEqual([])
  })
})

it('L9 writes nothing of the trace into its own log', () => {
  const log = lines.join('')
  expect(log).toContain('/api/clinics/:clinicId/audit')
  for (const secret of ['patient:', 'practitioner:', 'audit-event', 'card-opened', 'Иванов'])
    expect(log).not.toContain(secret)
})
