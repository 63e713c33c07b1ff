import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clinicianKey } from '../../build/seed/clinician-key.ts'
import { signingKeySchema, signingKeysSchema } from '../../shared/contract/signing-keys.ts'
import { prescriptionDocument, visitDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, startClinicServer } from './clinic-server.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
let nowMs = Date.parse('2026-11-22T12:00:00.000Z')
beforeAll(async () => {
  server = await startClinicServer({ clock: { now: () => nowMs } })
})
afterAll(() => server.stop())

const path = '/api/clinics/demo/signing-keys'
const admin = 'admin:admin-secret'
type Key = ReturnType<typeof clinicianKey>
type Person = keyof typeof people
const offer = (key: Key, who: Person = 'doctor', change: object = {}, clinic = 'demo') =>
  server.ask(
    'POST',
    `/api/clinics/${clinic}/signing-keys`,
    { ...key.offer('demo', `practitioner:${who}`, 'pc1'), ...change },
    { as: people[who] },
  )
const decide = (key: Key, decision: object, as: string | null = admin) =>
  server.ask('PUT', `${path}/${key.keyId}`, decision, { as })
const keys = async (as = people.doctor) =>
  signingKeysSchema.parse((await server.ask('GET', path, undefined, { as })).json)
const stateOf = async (key: Key) => (await keys()).keys.find(({ keyId }) => keyId === key.keyId)

async function registered(who: Person = 'doctor'): Promise<Key> {
  const key = clinicianKey()
  expect((await offer(key, who)).status).toBe(201)
  expect((await decide(key, { state: 'registered' })).status).toBe(200)
  return key
}

let made = 0
/** What stands in a document that this person signs at this moment. */
function visitBy(who: Person, signedAt = '2026-11-22T10:10:00.000Z') {
  const id = `visit:k${++made}`
  const author = { id: `practitioner:${who}`, name: 'Иванов Иван Иванович', role: who }
  const signature = { practitionerId: author.id, name: author.name, signedAt }
  const { _id, ...visit } = { ...visitDocument(id), author, practitioner: author, signature }
  return { id, ...visit }
}
function wire<T extends { id: string }>({ id, ...document }: T) {
  return { _id: id, ...document }
}
async function push(
  document: { id: string; [member: string]: unknown },
  as: string = people.doctor,
  rev?: string,
) {
  const docs = [{ ...wire(document), ...(rev ? { _rev: rev } : {}) }]
  const [row] = (await server.ask('POST', '/clinic-demo/_bulk_docs', { docs }, { as })).json
  return row.error ? String(row.reason).split(':')[0] : row.rev
}
const taken = expect.stringMatching(/^\d+-/)

describe('K2 the keys of a clinic', () => {
  it('are offered by their owners and confirmed by an administrator', async () => {
    const key = clinicianKey()
    const answer = await offer(key)
    expect(answer.status).toBe(201)
    expect(signingKeySchema.parse(answer.json)).toMatchObject({
      keyId: key.keyId,
      practitionerId: 'practitioner:doctor',
      stationId: 'pc1',
      state: 'pending',
      offeredAt: new Date(nowMs).toISOString(),
    })
    expect((await offer(key)).status).toBe(200)
    expect((await decide(key, { state: 'registered' }, people.doctor)).status).toBe(403)
    expect((await decide(key, { state: 'registered' }, null)).status).toBe(401)
    expect((await decide(key, { state: 'registered' })).json).toMatchObject({
      state: 'registered',
      registeredAt: new Date(nowMs).toISOString(),
    })
    expect((await offer(key)).json.state).toBe('registered')
    expect((await stateOf(key))?.publicKey).toBe(key.publicKey)
  })

  it('are taken only with a proof by the key, of people who sign, in their own clinic', async () => {
    const key = clinicianKey()
    expect((await offer(key, 'doctor', { proof: clinicianKey().signText('x') })).json.title).toBe(
      'signing-key.no-proof',
    )
    // The proof names its person: what the doctor's key said is worth nothing to a feldsher.
    const stolen = key.offer('demo', 'practitioner:doctor', 'pc1')
    expect((await server.ask('POST', path, stolen, { as: people.feldsher })).status).toBe(422)
    expect((await offer(key, 'registrar')).status).toBe(403)
    expect((await offer(key, 'doctor', {}, 'other')).status).toBe(403)
    expect((await offer(key, 'doctor', { publicKey: 'AAAA' })).status).toBe(422)
    expect((await offer(key, 'doctor', { alg: 'rsa' })).status).toBe(422)
    expect((await server.ask('POST', path, stolen, { as: null })).status).toBe(401)
    expect(await stateOf(key)).toBeUndefined()
    expect((await offer(key)).status).toBe(201)
    expect((await offer(key, 'feldsher')).json.title).toBe('signing-key.taken')
  })

  it('are read by the people of the clinic and by administrators', async () => {
    expect((await server.ask('GET', path, undefined, { as: people.registrar })).status).toBe(200)
    expect((await server.ask('GET', path, undefined, { as: admin })).status).toBe(200)
    expect((await server.ask('GET', path, undefined, { as: null })).status).toBe(401)
    const other = '/api/clinics/other/signing-keys'
    expect((await server.ask('GET', other, undefined, { as: people.doctor })).status).toBe(403)
    expect((await server.ask('GET', other, undefined, { as: admin })).json).toEqual({ keys: [] })
  })

  it('go through their states in one direction', async () => {
    const key = clinicianKey()
    await offer(key)
    expect((await decide(key, { state: 'retired' })).json.title).toBe('signing-key.not-allowed')
    await decide(key, { state: 'registered' })
    expect((await decide(key, { state: 'retired' })).json.state).toBe('retired')
    expect((await decide(key, { state: 'registered' })).status).toBe(409)
    expect(
      (await decide(key, { state: 'revoked', revokedFrom: '2026-11-20T00:00:00.000Z' })).json,
    ).toMatchObject({
      state: 'revoked',
      revokedFrom: '2026-11-20T00:00:00.000Z',
      revokedAt: new Date(nowMs).toISOString(),
    })
    for (const state of ['registered', 'retired']) expect((await decide(key, { state })).status).toBe(409)
    expect((await decide(key, { state: 'revoked', revokedFrom: '2026-11-21T00:00:00.000Z' })).status).toBe(
      409,
    )
    expect((await decide(key, { state: 'revoked', revokedFrom: '2026-11-19T00:00:00.000Z' })).status).toBe(
      200,
    )
    expect((await decide(clinicianKey(), { state: 'registered' })).status).toBe(404)
    expect((await decide(key, { state: 'lost' })).status).toBe(422)
  })

  it('are there after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lekar-keys-'))
    const key = clinicianKey()
    const first = await startClinicServer({ folder })
    await first.ask('POST', path, key.offer('demo', 'practitioner:doctor', 'pc1'), { as: people.doctor })
    await first.ask('PUT', `${path}/${key.keyId}`, { state: 'registered' })
    await first.stop()
    const second = await startTestServer({ folder })
    const { keys: kept } = signingKeysSchema.parse((await second.ask('GET', path)).json)
    expect(kept.map(({ keyId, state }) => [keyId, state])).toEqual([[key.keyId, 'registered']])
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  })
})

describe('K4 a document that comes with a signature', () => {
  it('is taken when it fits, whoever delivers it', async () => {
    const key = await registered()
    expect(await push(key.signed(visitBy('doctor')))).toEqual(taken)
    expect(await push(key.signed(visitBy('doctor')), people.registrar)).toEqual(taken)
  })

  it('is refused alone when it was changed, or names another person than the key is of', async () => {
    const [doctors, feldshers] = [await registered(), await registered('feldsher')]
    const signed = doctors.signed(visitBy('doctor'))
    const docs = [{ ...signed, complaints: 'Нет' }, doctors.signed(visitBy('doctor'))].map(wire)
    const rows = (await server.ask('POST', '/clinic-demo/_bulk_docs', { docs }, { as: people.doctor })).json
    expect(rows.map(({ reason }: { reason?: string }) => reason?.split(':')[0])).toEqual([
      'signature.altered',
      undefined,
    ])
    expect(await push(feldshers.signed(visitBy('doctor')))).toBe('signature.foreign-key')
    const prescription = { ...prescriptionDocument('prescription:k1'), id: 'prescription:k1' }
    const { _id, ...plain } = prescription
    expect(await push({ ...doctors.signed(plain), dosage: { text: 'По 3' } } as never)).toBe(
      'signature.altered',
    )
  })

  it('is taken with a key that is not confirmed or not known, so that no visit is lost over it', async () => {
    const pending = clinicianKey()
    expect(await push(pending.signed(visitBy('doctor')))).toEqual(taken)
    await offer(pending)
    expect(await push(pending.signed(visitBy('doctor')))).toEqual(taken)
    expect(await push({ ...pending.signed(visitBy('doctor')), complaints: 'Нет' })).toBe('signature.altered')
    expect(await push(visitBy('doctor'))).toEqual(taken)
  })

  it('passes as it is in the hands of an administrator, who moves records', async () => {
    const key = await registered()
    const altered = { ...key.signed(visitBy('doctor')), complaints: 'Нет' }
    expect(await push(altered, admin)).toEqual(taken)
  })

  it('may be cancelled by another person, also when it is not what was signed any more', async () => {
    const key = await registered()
    const { _id, ...plain } = { ...prescriptionDocument('prescription:k2'), id: 'prescription:k2' }
    const altered = { ...key.signed(plain), dosage: { text: 'По 3' } }
    const rev = await push(altered as never, admin)
    const author = { id: 'practitioner:feldsher', name: 'Ф', role: 'feldsher' }
    const cancelled = { ...altered, status: 'cancelled', cancelReason: 'Изменён', author }
    expect(await push(cancelled as never, people.feldsher, rev)).toEqual(taken)
  })

  it('proves who prescribed what another person has changed before the server had it', async () => {
    const key = await registered()
    const author = { id: 'practitioner:feldsher', name: 'Ф', role: 'feldsher' }
    const dispensed = (id: string, by: Key | undefined) => {
      const { _id, ...plain } = { ...prescriptionDocument(id), id, payment: 'free' }
      const signed = by ? by.signed(plain) : plain
      return { ...signed, author, dispensed: [{ id: 'dispense:1', at: '2026-11-22' }] } as never
    }
    expect(await push(dispensed('prescription:k3', key))).toEqual(taken)
    expect(await push(dispensed('prescription:k4', undefined))).toBe('scope.foreign-signature')
    const unknown = clinicianKey()
    expect(await push(dispensed('prescription:k5', unknown))).toBe('scope.foreign-signature')
  })
})

describe('K3 a key that came to its end', () => {
  it('signs nothing more from then on; what it signed before may still come when it was only put out of use', async () => {
    const key = await registered()
    await decide(key, { state: 'retired' })
    expect(await push(key.signed(visitBy('doctor')))).toEqual(taken)
    expect(await push(key.signed(visitBy('doctor', '2026-11-22T12:00:00.000Z')))).toBe('signature.ended-key')
    expect((await stateOf(key))?.late).toBeUndefined()
  })

  it('K3 makes what comes after its revocation with an earlier date doubtful, for everybody, and keeps it', async () => {
    const key = await registered()
    const before = key.signed(visitBy('doctor'))
    const rev = await push(before)
    await decide(key, { state: 'revoked', revokedFrom: '2026-11-22T11:00:00.000Z' })
    expect(await push(before, people.doctor, rev)).toEqual(taken)
    const backdated = key.signed(visitBy('doctor'))
    expect(await push(backdated)).toEqual(taken)
    expect((await stateOf(key))?.late).toEqual([backdated.id])
    expect(await push(key.signed(visitBy('doctor', '2026-11-22T11:00:00.000Z')))).toBe('signature.ended-key')
  })

  it('that was never confirmed and is rejected signs nothing', async () => {
    const key = clinicianKey()
    await offer(key)
    await decide(key, { state: 'revoked' })
    expect(await push(key.signed(visitBy('doctor')))).toBe('signature.ended-key')
  })
})

describe('K5 a clinic that asks for signatures', () => {
  it('refuses from that moment on what has none, and nothing else', async () => {
    const policy = '/api/clinics/demo/signature-policy'
    const from = '2026-11-22T11:30:00.000Z'
    const ask = (body: object, as: string | null = admin) => server.ask('PUT', policy, body, { as })
    expect((await ask({ requiredFrom: from }, people.doctor)).status).toBe(403)
    expect((await ask({ requiredFrom: 'tomorrow' })).status).toBe(422)
    expect(
      (await server.ask('PUT', '/api/clinics/none/signature-policy', { requiredFrom: null })).status,
    ).toBe(404)
    expect((await ask({ requiredFrom: from })).status).toBe(200)
    expect((await keys()).requiredFrom).toBe(from)
    expect(await push(visitBy('doctor', from))).toBe('signature.required')
    expect(await push(visitBy('doctor', '2026-11-22T11:29:59.000Z'))).toEqual(taken)
    expect(await push(clinicianKey().signed(visitBy('doctor', from)))).toEqual(taken)
    await ask({ requiredFrom: null })
    expect(await push(visitBy('doctor', from))).toEqual(taken)
    nowMs += 1
  })
})
