import { describe, expect, it } from 'vitest'
import { appendEvent } from '#shared/domain/audit/audit-chain.ts'
import { testContext } from '#shared/domain/common/test-context.ts'
import { byAuthor } from '../../sync-server/scope/clinic-document.fixture.ts'
import { feedsWaiting } from '../contracts/feeds-waiting.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import {
  askBelow,
  feedOf,
  type Person,
  practitionerOf,
  putAccount,
  recordsOf,
  scopedClinicForEach,
  signIn,
} from './scoped-clinic.ts'

// Roles that see a part of each document, or a part of the documents.
let server: RunningServer
scopedClinicForEach((started) => {
  server = started
})
const ask = askBelow(() => server, '/clinic-demo')

/** What tells who a person is, or may: put into every member of a card that holds text. */
const telling = [
  'Ковалёва',
  'Анна',
  '1956-02-03',
  'Заречье',
  '+375291112233',
  'Иванов',
  'Кашель',
  'по секрету',
]

describe('a statistician', () => {
  const card = async () => {
    const { json } = await ask('doctor', 'GET', '/patient:a')
    await ask('doctor', 'PUT', '/patient:a', {
      ...json,
      address: { ...json.address, district: 'Озёрский', selsovet: 'Озёрский' },
      contacts: [{ id: 'contact:1', system: 'phone', value: '+375291112233' }],
      note: 'по секрету',
      unknownYet: 'по секрету',
    })
  }

  it('S26 gets counts and codes and nothing that tells who, by any door', async () => {
    await card()
    const doors = [
      ['GET', '/patient:a'],
      ['GET', '/visit:a'],
      ['GET', '/prescription:a'],
      ['GET', '/patient:a?open_revs=all'],
      ['GET', '/_changes?include_docs=true'],
      ['GET', '/_all_docs?include_docs=true'],
      ['POST', '/_all_docs', { keys: ['patient:a'], include_docs: true }],
      ['POST', '/_bulk_get', { docs: [{ id: 'patient:a' }, { id: 'visit:a' }] }],
      ['POST', '/_find', { selector: { _id: { $gt: null } } }],
    ] as const
    for (const [method, path, body] of doors) {
      const { status, text } = await ask('statistician', method, path, body)
      expect([path, status]).toEqual([path, 200])
      for (const word of telling) expect(text, `${path} ${word}`).not.toContain(word)
    }
    const { json } = await ask('statistician', 'GET', '/patient:a')
    expect(json).toMatchObject({ sex: 'female', birthDate: '1956', address: { selsovet: 'Озёрский' } })
  })

  it('S26 cannot find by what is withheld', async () => {
    for (const selector of [
      { 'name.family': 'Ковалёва' },
      { birthDate: '1956-02-03' },
      { note: { $exists: true } },
    ]) {
      expect((await ask('statistician', 'POST', '/_find', { selector })).json.docs).toEqual([])
      const feed = await ask('statistician', 'POST', '/_changes?filter=_selector', { selector })
      expect(feed.json.results).toEqual([])
    }
    const bySex = await ask('statistician', 'POST', '/_find', { selector: { sex: 'female' } })
    expect(bySex.json.docs).toHaveLength(3)
  })
})

describe('a pharmacist', () => {
  const prescription = async (person: Person) => (await ask(person, 'GET', '/prescription:a')).json
  const put = async (person: Person, document: object) =>
    (await ask(person, 'POST', '/_bulk_docs', { docs: [document] })).json[0]
  const dispensed = [{ id: 'dispensing:1', at: '2026-11-25T10:00:00.000Z', quantity: 20, by: 'Аптека № 1' }]

  it('S27 reads what waits to be dispensed, and of the patient what is checked', async () => {
    expect((await prescription('pharmacist')).medication.inn).toBe('Амоксициллин')
    const { json } = await ask('pharmacist', 'GET', '/patient:a')
    expect(json).toMatchObject({ name: { family: 'Ковалёва' }, birthDate: '1956-02-03' })
    expect(json.address).toBeUndefined()
  })

  it('S27 writes dispensing and nothing else', async () => {
    const open = await prescription('pharmacist')
    const mine = byAuthor(open, practitionerOf('pharmacist'))
    const tries = [
      { ...mine, dosage: { text: 'По 2 таблетки' }, dispensed },
      { ...mine, status: 'cancelled', cancelReason: 'нет в наличии' },
      { ...mine, _deleted: true },
      { ...mine, _id: 'prescription:own', _rev: undefined, signature: undefined },
    ]
    for (const each of tries)
      expect(await put('pharmacist', each)).toMatchObject({
        error: 'forbidden',
        reason: expect.stringMatching(/^prescription\.(dispensing-only|signed-immutable)/),
      })
    const inTheirName = byAuthor({ ...open, status: 'completed' }, practitionerOf('doctor'))
    expect(await put('pharmacist', inTheirName)).toHaveProperty('error')
    expect(await put('pharmacist', { ...mine, status: 'completed', dispensed })).toHaveProperty('rev')
    expect(await prescription('doctor')).toMatchObject({ status: 'completed', dispensed })
  })

  it('S27 hears that a prescription waits no longer, and not any more what it was', async () => {
    const { last } = await feedOf(server, 'pharmacist')
    const open = await prescription('doctor')
    await put('doctor', { ...open, status: 'cancelled', cancelReason: 'по секрету' })
    const { rows } = await feedOf(server, 'pharmacist', last)
    expect(rows[0].doc).toMatchObject({ _id: 'prescription:a', status: 'cancelled' })
    for (const word of ['Амоксициллин', 'по секрету']) expect(JSON.stringify(rows)).not.toContain(word)
    const mine = byAuthor({ ...open, _rev: rows[0].doc._rev, dispensed }, practitionerOf('pharmacist'))
    expect(await put('pharmacist', mine)).toMatchObject({ error: 'forbidden' })
  })
})

describe('a pharmacist and a tombstone', () => {
  it('S27 is told that a prescription is deleted, and not what it was', async () => {
    const put = async (document: object) =>
      (await ask('doctor', 'POST', '/_bulk_docs', { docs: [document] })).json[0]
    const draft = { ...recordsOf('a', 'Заречье')[2]!, _id: 'prescription:draft', signature: undefined }
    await put(draft)
    const { _rev } = (await ask('doctor', 'GET', '/prescription:draft')).json
    expect(await put({ ...draft, _rev, _deleted: true })).toHaveProperty('rev')
    const { rows } = await feedOf(server, 'pharmacist')
    const row = rows.find(({ id }: { id: string }) => id === 'prescription:draft')
    expect(row).toMatchObject({ deleted: true, doc: { _id: 'prescription:draft', _deleted: true } })
    expect(JSON.stringify(row)).not.toContain('Амоксициллин')
  })
})

/** A card was opened. */
const eventOf = (person: Person, station: string, patientId = 'patient:a') =>
  appendEvent(
    { station, chain: 'a1', head: undefined },
    { action: 'card-opened', patientId },
    {
      ...testContext(),
      author: {
        id: practitionerOf(person) as `practitioner:${string}`,
        name: 'Иванов И. И.',
        role: 'doctor',
      },
    },
  )

describe('a patient', () => {
  it('L7 learns who opened the own card, and of no other card or person anything', async () => {
    for (const id of ['patient:a', 'patient:b'])
      await server.ask(
        'POST',
        '/api/clinics/demo/audit',
        { station: `PC${id.at(-1)}`, chain: 'a1', events: [eventOf('doctor', `PC${id.at(-1)}`, id)] },
        { as: signIn('doctor') },
      )
    const look = (query: string) =>
      server.ask('GET', `/api/clinics/demo/audit${query}`, undefined, { as: signIn('patient') })
    const own = await look('?patient=patient:a')
    expect(own.status).toBe(200)
    expect(own.json.events).toMatchObject([{ action: 'card-opened', patientId: 'patient:a' }])
    const others = ['', '?patient=patient:b', '?patient=patient:never', '?person=practitioner:doctor']
    for (const query of others) {
      const { status, text } = await look(query)
      expect([query, status]).toEqual([query, 403])
      expect(text).not.toContain('Иванов')
    }
    const verified = await server.ask('GET', '/api/clinics/demo/audit/verification', undefined, {
      as: signIn('patient'),
    })
    expect(verified.status).toBe(403)
    // The look is in the trace itself.
    const again = await look('?patient=patient:a')
    expect(again.json.events[0]).toMatchObject({ action: 'trail-viewed', author: { role: 'patient' } })
  })

  it('L3 S35 brings no event of somebody else into the trace of access', async () => {
    const bring = async (as: Person, event: object) =>
      (
        await server.ask(
          'POST',
          '/api/clinics/demo/audit',
          { station: 'HOME', chain: 'a1', events: [event] },
          { as: signIn(as) },
        )
      ).json.refused
    const refused = [{ place: 0, code: 'audit.foreign-author' }]
    expect(await bring('patient', eventOf('doctor', 'HOME'))).toEqual(refused)
    expect(await bring('patient', eventOf('patient', 'HOME'))).toEqual([])
    expect(await bring('nurse', eventOf('doctor', 'PC1'))).toEqual([])
  })

  it('S28 reads the own card and no other, and writes nothing', async () => {
    expect((await feedOf(server, 'patient')).ids).toEqual(['patient:a', 'prescription:a', 'visit:a'])
    const { json } = await ask('patient', 'GET', '/patient:a')
    for (const author of ['patient', 'doctor'] as const) {
      const docs = [byAuthor({ ...json, note: 'я' }, practitionerOf(author))]
      const [row] = (await ask('patient', 'POST', '/_bulk_docs', { docs })).json
      expect(row).toMatchObject({ error: 'forbidden', reason: expect.stringMatching(/^scope\.role/) })
    }
  })

  it('S28 S24 opens no other card, for whatever reason', async () => {
    for (const person of ['patient', 'statistician', 'pharmacist', 'registrar', 'stranger'] as const) {
      const path = '/api/clinics/demo/patients/patient:b/openings'
      const { status } = await server.ask(
        'POST',
        path,
        { reason: { code: 'emergency' } },
        { as: signIn(person) },
      )
      expect([person, status]).toEqual([person, person === 'stranger' ? 404 : 403])
    }
  })
})

describe('a registrar', () => {
  it('S20 has the cards and remarks about them, and nothing clinical', async () => {
    const [card] = recordsOf('a', 'Заречье')
    const remark = {
      ...recordsOf('a', 'Заречье')[3]!,
      _id: 'inbox:card',
      documentId: 'patient:a',
      documentType: 'patient',
    }
    await ask('doctor', 'POST', '/_bulk_docs', { docs: [remark] })
    expect((await feedOf(server, 'registrar')).ids).toEqual([
      'inbox:card',
      'patient:a',
      'patient:b',
      'patient:n',
    ])
    expect(card?._id).toBe('patient:a')
  })
})

describe('a registrar and a tombstone', () => {
  it('S20 gets no copy of a visit out of a remark that is deleted', async () => {
    const remark = recordsOf('a', 'Заречье')[3]!
    const { _rev } = (await ask('doctor', 'GET', '/inbox:a')).json
    const docs = [
      { ...remark, _rev, _deleted: true, local: { patientId: 'patient:a', reason: 'по секрету' } },
      { _id: 'inbox:n', _rev: (await ask('doctor', 'GET', '/inbox:n')).json._rev, _deleted: true },
    ]
    for (const row of (await ask('doctor', 'POST', '/_bulk_docs', { docs })).json)
      expect(row).toHaveProperty('rev')
    const { ids, rows } = await feedOf(server, 'registrar')
    expect(ids).toEqual(['inbox:n', 'patient:a', 'patient:b', 'patient:n'])
    expect(JSON.stringify(rows)).not.toContain('по секрету')
  })
})

describe('a head doctor', () => {
  it('S30 sees the whole clinic, whatever villages the account names', async () => {
    await putAccount(server, 'headDoctor', { villages: ['Заречье'] })
    expect((await feedOf(server, 'headDoctor')).ids).toHaveLength(12)
    await putAccount(server, 'doctor', { villages: ['Заречье'] })
    expect((await feedOf(server, 'doctor')).ids).toHaveLength(8)
  })
})

describe('somebody who is dismissed', () => {
  it('S25 has no session from that moment on', async () => {
    const signedIn = await server.ask(
      'POST',
      '/_session',
      { name: 'feldshera', password: 'secret-of-feldshera' },
      { as: null },
    )
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
    const withCookie = (path: string) => server.ask('GET', path, undefined, { as: null, headers: { cookie } })
    expect((await withCookie('/clinic-demo/_changes')).status).toBe(200)
    const waiting = withCookie('/clinic-demo/_changes?feed=longpoll&heartbeat=10000&since=now')
    await feedsWaiting(server, 1)
    await server.ask('PUT', '/api/accounts/feldshera/dismissal', { on: '2026-11-01' })
    expect((await waiting).json.results).toEqual([])
    expect((await withCookie('/clinic-demo/_changes')).status).toBe(401)
  })
})
