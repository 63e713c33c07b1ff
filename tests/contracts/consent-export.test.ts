import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minskDay } from '../../shared/kit/partial-date.ts'
import {
  patientDocument,
  prescriptionDocument,
  visitDocument,
} from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, startClinicServer } from './clinic-server.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let clinic: RunningServer
let outside: RunningServer
/** The clinic's clock, which a test may set forward. */
const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs }
beforeEach(async () => {
  clock.aheadMs = 0
  outside = await startTestServer()
  clinic = await startClinicServer({ clock })
})
afterEach(async () => {
  await clinic.stop()
  await outside.stop()
})

const person = { id: 'practitioner:doctor', name: 'Иванов И. И.', role: 'doctor' }
const refusal = {
  id: 'consent:1',
  kind: 'central-system',
  decision: 'deny',
  givenBy: { who: 'patient' },
  givenAt: '2026-11-22T10:00:00.000Z',
  recordedBy: person,
  textVersion: 'central-system/deny/1',
}
const act = { at: '2026-11-23T10:00:00.000Z', by: person }
const target = (): string => `${outside.url.replace('//', '//admin:admin-secret@')}/copy`
const replicate = (more: object = {}) =>
  clinic.ask('POST', '/_replicate', { source: 'clinic-demo', target: target(), create_target: true, ...more })
const store = async (...docs: object[]) => {
  const rows = (await clinic.ask('POST', '/clinic-demo/_bulk_docs', { docs })).json
  expect(rows.filter((row: { error?: string }) => row.error)).toEqual([])
}
const change = async (id: string, members: object) => {
  const { json } = await clinic.ask('GET', `/clinic-demo/${id}`)
  await store({ ...json, ...members })
}
const copied = async (): Promise<string[]> =>
  (await outside.ask('GET', '/copy/_all_docs')).json.rows.map((row: { id: string }) => row.id)
/** A patient with a visit and a prescription, and the inbox item of a conflict of the card. */
const recordsOf = (patient: string, card: object = {}) => [
  { ...patientDocument(`patient:${patient}`), ...card },
  { ...visitDocument(`visit:${patient}`), patientId: `patient:${patient}` },
  { ...prescriptionDocument(`prescription:${patient}`), patientId: `patient:${patient}` },
]
const idsOf = (...patients: string[]) =>
  patients.flatMap((patient) => [`patient:${patient}`, `prescription:${patient}`, `visit:${patient}`]).sort()

describe('S42 a refusal stops export', () => {
  it('S42 keeps every record of the patient in the clinic, and says how many and why', async () => {
    await store(...recordsOf('a'), ...recordsOf('b', { consents: [refusal] }))
    const done = await replicate()
    expect(await copied()).toEqual(idsOf('a'))
    expect(done.json).toMatchObject({ ok: true, docs_withheld: 3 })
    expect(done.json.withheld_reason).toContain('refused')
    expect(done.json.history[0]).toMatchObject({ docs_written: 3, doc_write_failures: 0 })
  })

  it('S42 keeps the files of the patient in the clinic, and lets the others go', async () => {
    await store(...recordsOf('a'), ...recordsOf('b', { consents: [refusal] }))
    await clinic.ask('GET', '/api/file-key', undefined, { as: people.doctor })
    const docs = ['a', 'b'].map((letter) => ({
      _id: `chunk:${letter.repeat(43)}`,
      patientId: `patient:${letter}`,
      author: { id: 'practitioner:doctor' },
      data: 'AQEA',
    }))
    await clinic.ask('POST', '/clinic-demo-files/_bulk_docs', { docs }, { as: people.doctor })
    expect((await replicate({ source: 'clinic-demo-files' })).json).toMatchObject({ docs_withheld: 1 })
    expect(await copied()).toEqual([`chunk:${'a'.repeat(43)}`])
  })

  it('S42 holds for a later visit of a patient who refused after the first copy', async () => {
    await store(...recordsOf('a'))
    await replicate()
    await change('patient:a', { consents: [refusal] })
    await store({ ...visitDocument('visit:later'), patientId: 'patient:a' })
    expect((await replicate()).json.docs_withheld).toBe(2)
    expect(await copied()).toEqual(idsOf('a'))
    expect((await outside.ask('GET', '/copy/patient:a')).json.consents).toBeUndefined()
  })

  it('S42 lets everything follow when the refusal is taken back', async () => {
    await store(...recordsOf('a', { consents: [refusal] }), ...recordsOf('b'))
    await replicate()
    expect(await copied()).toEqual(idsOf('b'))
    await change('patient:a', { consents: [{ ...refusal, withdrawn: act }] })
    await replicate()
    expect(await copied()).toEqual(idsOf('a', 'b'))
  })

  it('S42 lets everything follow after the last day of a refusal, without a change of the card', async () => {
    await store(
      ...recordsOf('a', { consents: [{ ...refusal, until: minskDay(clock.now()) }] }),
      ...recordsOf('b'),
    )
    expect((await replicate()).json.docs_withheld).toBe(3)
    expect(await copied()).toEqual(idsOf('b'))
    clock.aheadMs = 25 * 3600_000
    await replicate()
    expect(await copied()).toEqual(idsOf('a', 'b'))
  })

  it('S42 holds for a restriction, for whatever names the patient, and for a patient who cannot be found', async () => {
    const restriction = { id: 'restriction:1', ground: 'court', since: act.at, recordedBy: person }
    const inbox = {
      ...patientDocument('inbox:1'),
      type: 'inbox',
      kind: 'notice',
      status: 'open',
      documentId: 'patient:a',
      documentType: 'patient',
      occurredAt: act.at,
    }
    await store(...recordsOf('a', { restrictions: [restriction] }), inbox, {
      ...visitDocument('visit:lost'),
      patientId: 'patient:nobody',
    })
    expect((await replicate()).json.docs_withheld).toBe(5)
    expect(await copied()).toEqual([])
  })

  it('S42 holds for an inbox item with copies of a visit, which follows with the patient, and for one without', async () => {
    const inbox = {
      ...patientDocument('inbox:1'),
      type: 'inbox',
      kind: 'conflict',
      status: 'open',
      documentId: 'visit:a',
      documentType: 'visit',
      occurredAt: act.at,
    }
    const local = { ...visitDocument('visit:a'), patientId: 'patient:a' }
    await store(...recordsOf('a', { consents: [refusal] }), { ...inbox, local }, { ...inbox, _id: 'inbox:2' })
    await replicate()
    expect(await copied()).toEqual([])
    await change('patient:a', { consents: [{ ...refusal, withdrawn: act }] })
    await replicate()
    expect(await copied()).toEqual([...idsOf('a'), 'inbox:1'].sort())
  })

  it('S42 lets of a tombstone go that it is one, and not what the document said', async () => {
    await store(...recordsOf('a'))
    const draft = {
      ...prescriptionDocument('prescription:draft'),
      signature: undefined,
      patientId: 'patient:a',
    }
    await store(draft)
    await replicate()
    await change('patient:a', { consents: [refusal] })
    await change('prescription:draft', { note: 'по секрету', _deleted: true })
    await replicate()
    const { json } = await outside.ask('GET', '/copy/_changes?include_docs=true')
    const { doc } = json.results.find(({ id }: { id: string }) => id === 'prescription:draft')
    expect(Object.keys(doc).sort()).toEqual(['_deleted', '_id', '_rev'])
  })

  it('S42 gives way to a legal ground that an administrator recorded, while it lasts', async () => {
    const ground = {
      id: 'legal-ground:1',
      ground: 'court',
      demandedBy: 'Суд Примерского района',
      demandedOn: '2026-11-20',
      at: act.at,
      until: '2999-12-31',
      recordedBy: { ...person, id: 'practitioner:admin' },
    }
    await store(...recordsOf('a', { consents: [refusal] }))
    await replicate()
    expect(await copied()).toEqual([])
    await change('patient:a', { legalGrounds: [ground] })
    await replicate()
    expect(await copied()).toEqual(idsOf('a'))
    await change('patient:a', { legalGrounds: [{ ...ground, ended: act }] })
    await store({ ...visitDocument('visit:later'), patientId: 'patient:a' })
    await replicate()
    expect(await copied()).toEqual(idsOf('a'))
  })

  it('S42 holds for a live replication and one that a document asks for', async () => {
    await store(...recordsOf('a', { consents: [refusal] }), ...recordsOf('b'))
    await clinic.ask('PUT', '/_replicator/out', {
      source: 'clinic-demo',
      target: target(),
      create_target: true,
      continuous: true,
    })
    await expect
      .poll(async () => (await outside.ask('GET', '/copy')).json.doc_count, { timeout: 15_000 })
      .toBe(3)
    const row = (await clinic.ask('GET', '/_scheduler/docs')).json.docs[0]
    expect(row.info).toMatchObject({ docs_withheld: 3, docs_written: 3 })
    await change('patient:b', { consents: [refusal] })
    await store({ ...visitDocument('visit:later'), patientId: 'patient:b' }, ...recordsOf('c'))
    await expect.poll(copied, { timeout: 15_000 }).toEqual(idsOf('b', 'c'))
  })

  it('S42 holds for a copy into another database of this server, not for a declared own server', async () => {
    await store(...recordsOf('a', { consents: [refusal] }))
    await replicate({ target: 'plain' })
    expect((await clinic.ask('GET', '/plain')).json.doc_count).toBe(0)
    const own = await startClinicServer({ replication: { ownServers: [new URL(outside.url).origin] } })
    try {
      await own.ask('POST', '/clinic-demo/_bulk_docs', { docs: recordsOf('a', { consents: [refusal] }) })
      const done = await own.ask('POST', '/_replicate', {
        source: 'clinic-demo',
        target: target(),
        create_target: true,
      })
      expect(done.json.docs_withheld).toBeUndefined()
      expect(await copied()).toEqual(idsOf('a'))
    } finally {
      await own.stop()
    }
  })
})
