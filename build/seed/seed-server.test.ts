import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type SigningKey, signingKeyId } from '#shared/contract/signing-keys.ts'
import { signatureStatus } from '#shared/domain/signature/signature-status.ts'
import { demoAccounts } from './demo-clinic.ts'
import { demoKeys } from './demo-keys.ts'
import { demoPatientSignIn } from './demo-patient.ts'
import { seedServer } from './seed-server.ts'

/** The few endpoints that seeding uses, with memory for a store and a plug that can be pulled. */
function createCentre() {
  const passwords = new Map([['admin', 'first-password']])
  const documents = new Map<string, unknown>()
  const puts: string[] = []
  const keys = new Map<string, SigningKey>()
  let local: Record<string, unknown> | undefined
  let bulkLeft = Number.POSITIVE_INFINITY
  let refused: string | undefined
  let patientId = ''
  const server: Server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const [user = '', password = ''] = Buffer.from(
      `${request.headers.authorization}`.replace('Basic ', ''),
      'base64',
    )
      .toString()
      .split(':')
    if (passwords.get(user) !== password) return answer(401, { error: 'unauthorized' })
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString()
    const body = text ? JSON.parse(text) : undefined
    const path = request.url ?? ''
    if (path === '/api/me') return answer(200, {})
    if (path.endsWith('/_local/demonstration') && request.method === 'GET') {
      return local ? answer(200, { ...local, _rev: '0-1' }) : answer(404, {})
    }
    if (path.endsWith('/_local/demonstration')) {
      if (local && body._rev !== '0-1') return answer(409, { error: 'conflict' })
      local = body
      return answer(201, { ok: true })
    }
    if (path === '/clinic-demo/_bulk_docs') {
      if (bulkLeft === 0) return response.destroy()
      bulkLeft -= 1
      return answer(
        201,
        body.docs.map((document: { _id: string; type: string }) => {
          const id = document._id
          if (document.type === refused) return { id, error: 'forbidden', reason: 'not this one' }
          if (documents.has(id)) return { id, error: 'conflict', reason: 'Document update conflict.' }
          documents.set(id, document)
          return { ok: true, id, rev: '1-a' }
        }),
      )
    }
    if (path.includes('/signing-keys')) {
      if (request.method === 'GET') return answer(200, { keys: [...keys.values()] })
      const keyId = path.split('/signing-keys/')[1] ?? signingKeyId(body.publicKey)
      const practitionerId = demoAccounts.find((account) => account.user === user)!.practitioner.id
      const offered = { keyId, practitionerId, name: user, offeredAt: '2026-11-22T12:00:00Z', ...body }
      keys.set(keyId, { ...(keys.get(keyId) ?? { ...offered, state: 'pending' }), ...body })
      return answer(200, keys.get(keyId))
    }
    puts.push(path)
    if (path === '/api/accounts/patient') patientId = body.patientId
    if (path.startsWith('/api/accounts/')) passwords.set(path.slice('/api/accounts/'.length), body.password)
    return answer(200, body)
  })
  return {
    server,
    documents,
    keys,
    puts,
    passwords,
    plan: () => local,
    patientId: () => patientId,
    pullThePlugAfter(batches: number) {
      bulkLeft = batches
    },
    refuse(type: string) {
      refused = type
    },
  }
}

let centre: ReturnType<typeof createCentre>
let url: string
beforeEach(async () => {
  centre = createCentre()
  await new Promise<void>((resolve) => centre.server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(centre.server.address() as AddressInfo).port}`
})
afterEach(() => new Promise((resolve) => centre.server.close(resolve)))

const seed = (more = {}) =>
  seedServer({
    ...{ url, adminUser: 'admin', adminPassword: 'first-password', patients: 60, visits: 500 },
    ...{ todayMs: Date.parse('2026-11-22T12:00:00Z'), ...more },
  })

it('makes the clinic, its documents, the accounts and the marker, and says how far it is', async () => {
  const progress: [number, number][] = []
  const report = await seed({ onProgress: (done: number, total: number) => progress.push([done, total]) })
  expect(report).toEqual({ added: centre.documents.size, present: 0 })
  expect(centre.documents.size).toBeGreaterThan(560)
  expect(centre.puts[0]).toBe('/api/clinics/demo')
  expect(centre.puts.at(-1)).toBe('/api/demonstration')
  for (const { user, password } of [...demoAccounts, demoPatientSignIn])
    expect(centre.passwords.get(user)).toBe(password)
  expect(centre.documents.has(centre.patientId())).toBe(true)
  expect(progress.at(-1)).toEqual([560, 560])
  expect(progress.map(([done]) => done)).toEqual(progress.map(([done]) => done).sort((a, b) => a - b))
})

it('signs the records of people who have an account, with keys that sign nothing more', async () => {
  await seed()
  const keys = [...centre.keys.values()]
  expect(keys.length).toBeGreaterThan(1)
  for (const { state } of keys) expect(state).toBe('retired')
  const fromWire = ({ _id, ...rest }: Record<string, unknown>): Record<string, unknown> => ({
    ...rest,
    id: _id,
  })
  const signed = [...centre.documents.values()]
    .map((document) => fromWire(document as Record<string, unknown>))
    .filter(({ type }) => type === 'visit' || type === 'prescription')
  const statuses = signed.map((document) => {
    const holder = demoKeys(1).find(({ key }) => key.fits(document))
    const key = keys.find(({ keyId }) => keyId === holder?.key.keyId)
    const registered = key && { ...key, registeredAt: key.offeredAt, retiredAt: '2026-11-22T12:00:00Z' }
    return signatureStatus(document, registered, holder !== undefined)
  })
  expect(new Set(statuses)).toEqual(new Set(['valid', 'none']))
  expect(statuses.filter((status) => status === 'valid').length).toBeGreaterThan(statuses.length / 2)
})

it('adds nothing when it runs again, on a later day too', async () => {
  await seed()
  const before = [...centre.documents.keys()]
  expect(await seed({ todayMs: Date.parse('2027-01-15T12:00:00Z') })).toEqual({ added: 0, present: 0 })
  expect([...centre.documents.keys()]).toEqual(before)
})

it('does not end the sessions of accounts that are as they should be', async () => {
  await seed()
  centre.puts.length = 0
  await seed()
  expect(centre.puts).toEqual(['/api/clinics/demo', '/api/demonstration'])
})

it('completes a run that was cut off, as if it had never been, though a day has passed', async () => {
  await seed()
  const whole = new Map(centre.documents)
  await new Promise((resolve) => centre.server.close(resolve))
  centre = createCentre()
  await new Promise<void>((resolve) => centre.server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(centre.server.address() as AddressInfo).port}`

  centre.pullThePlugAfter(1)
  await expect(seed()).rejects.toThrow()
  const half = centre.documents.size
  expect(half).toBeGreaterThan(0)
  expect(half).toBeLessThan(whole.size)
  expect(centre.plan()).toMatchObject({ complete: false })

  centre.pullThePlugAfter(Number.POSITIVE_INFINITY)
  const report = await seed({ todayMs: Date.parse('2026-11-23T12:00:00Z') })
  expect(report).toEqual({ added: whole.size - half, present: half })
  expect(centre.documents).toEqual(whole)
  expect(centre.plan()).toMatchObject({ complete: true })
})

it('makes an empty clinic with its accounts, which a later run may fill', async () => {
  expect(await seed({ patients: 0, visits: 0 })).toEqual({ added: 0, present: 0 })
  expect(centre.passwords.size).toBe(demoAccounts.length)
  expect((await seed()).added).toBeGreaterThan(560)
})

it('stops with the words of the server when a document is refused', async () => {
  centre.refuse('visit')
  await expect(seed()).rejects.toThrow('not this one')
  expect(centre.plan()).toMatchObject({ complete: false })
})

it('says so when the password is wrong', async () => {
  await expect(seed({ adminPassword: 'wrong' })).rejects.toThrow('401')
})
