import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTokenKeys } from '../../sync-server/accounts/token-keys.ts'
import { startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
let nowMs = Date.UTC(2026, 10, 22, 10)
const secret = new Uint8Array(32).fill(7)
const rsa = await generateKeyPair('RS256', { extractable: true })
const ec = await generateKeyPair('ES256')
const keySet = async () => ({
  keys: [
    { kty: 'oct', kid: 'shared', k: Buffer.from(secret).toString('base64url') },
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' },
    { ...(await exportJWK(ec.publicKey)), kid: 'ec' },
  ],
})
beforeAll(async () => {
  const keys = await readTokenKeys(JSON.stringify(await keySet()))
  if (!keys.ok) throw new Error(keys.error)
  server = await startClinicServer({ clock: { now: () => nowMs }, tokenKeys: keys.value })
  await server.ask('PUT', '/plain')
  await server.ask('PUT', '/plain/_security', { members: { names: ['anna'], roles: ['nurses'] } })
})
afterAll(() => server.stop())

const seconds = (): number => Math.floor(nowMs / 1000)
interface Claims {
  sub?: string
  exp?: number
  nbf?: number
  '_couchdb.roles'?: unknown
}
const sign = (claims: Claims, alg: 'HS256' | 'RS256' | 'ES256' = 'HS256', kid?: string) =>
  new SignJWT({ sub: 'anna', exp: seconds() + 600, ...claims })
    .setProtectedHeader({ alg, ...(kid ? { kid } : {}) })
    .sign(alg === 'HS256' ? secret : alg === 'RS256' ? rsa.privateKey : ec.privateKey)
const ask = (token: string, path = '/_session', method = 'GET', body?: unknown) =>
  server.ask(method, path, body, { as: null, headers: { authorization: `Bearer ${token}` } })

describe('tokens', () => {
  it.each(['HS256', 'RS256', 'ES256'] as const)(
    'A13 opens what name and roles of a signed token open: %s',
    async (alg) => {
      const token = await sign({ '_couchdb.roles': ['nurses'] }, alg)
      expect((await ask(token)).json).toEqual({
        ok: true,
        userCtx: { name: 'anna', roles: ['nurses'] },
        info: { authentication_handlers: ['jwt', 'cookie', 'default'], authenticated: 'jwt' },
      })
      expect((await ask(token, '/plain/_all_docs')).status).toBe(200)
      expect((await ask(await sign({ sub: 'other' }, alg), '/plain/_all_docs')).status).toBe(403)
    },
  )

  it('A13 a token makes an administrator of plain databases, never of clinics or accounts', async () => {
    const token = await sign({ sub: 'root', '_couchdb.roles': ['_admin'] }, 'ES256', 'ec')
    expect((await ask(token, '/made-by-token', 'PUT')).status).toBe(201)
    expect((await ask(token, '/_all_dbs')).status).toBe(200)
    for (const [method, path] of [
      ['GET', '/clinic-demo'],
      ['DELETE', '/clinic-demo'],
      ['PUT', '/clinic-new'],
      ['GET', '/api/accounts'],
    ] as const)
      expect([method, path, (await ask(token, path, method)).status]).toEqual([method, path, 403])
    const asDoctor = await sign({ sub: 'doctor', '_couchdb.roles': ['doctor'] })
    expect((await ask(asDoctor, '/clinic-demo')).status).toBe(403)
  })

  it('A13 keeps exp and nbf to the second, for a token that was right before as well', async () => {
    const token = await sign({ exp: seconds() + 5, nbf: seconds() + 2 })
    const early = await ask(token)
    expect([early.status, early.json.reason]).toEqual([401, 'nbf not valid'])
    nowMs += 3000
    expect((await ask(token)).status).toBe(200)
    nowMs += 3000
    const late = await ask(token)
    expect([late.status, late.json]).toEqual([401, { error: 'unauthorized', reason: 'exp not in future' }])
  })

  it('A13 refuses other signatures, algorithms, and a public key in the place of a secret', async () => {
    const good = await sign({})
    const [header, , signature] = good.split('.')
    const claims = Buffer.from(JSON.stringify({ sub: 'admin' })).toString('base64url')
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
    const jwk = Buffer.from(JSON.stringify(await exportJWK(rsa.publicKey)))
    const confused = await new SignJWT({ sub: 'admin' })
      .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
      .sign(jwk)
    const unknown = await sign({}, 'HS256', 'unknown')
    for (const token of [`${header}.${claims}.${signature}`, none, confused, unknown, 'x.y.z'])
      expect((await ask(token)).status).toBe(400)
    expect((await ask(await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(secret))).status).toBe(
      401,
    )
  })

  it('A2 A13 slows down tries with forged tokens, but not for a token that was right', async () => {
    const good = await sign({ sub: 'tried' })
    expect((await ask(good)).status).toBe(200)
    const forged = (index: number) =>
      new SignJWT({ sub: 'tried', index })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new Uint8Array(32).fill(9))
    const statuses: number[] = []
    for (let index = 0; index < 6; index++) statuses.push((await ask(await forged(index))).status)
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
    expect((await ask(good)).status).toBe(200)
  })

  it('A13 reads a key set and says which key cannot be used, never its content', async () => {
    const problem = async (text: string) => {
      const keys = await readTokenKeys(text)
      return keys.ok ? 'fine' : keys.error
    }
    expect(await problem('-----BEGIN')).toMatch(/not JSON/)
    expect(await problem('{"keys":[]}')).toMatch(/Key Set/)
    expect(await problem('{"keys":[{"kty":"oct","k":"c2hvcnQ"}]}')).toMatch(/key 1: shorter/)
    expect(await problem('{"keys":[{"kty":"oct","alg":"HS512","k":"c2hvcnQ"}]}')).toMatch(/key 1: only/)
    expect(await problem('{"keys":[{"kty":"RSA","e":"AQAB"}]}')).toMatch(/key 1/)
    expect(await problem(JSON.stringify(await keySet()))).toBe('fine')
  })
})
