import { createHash, pbkdf2Sync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
let nowMs = Date.UTC(2026, 10, 22, 10)
beforeEach(async () => {
  server = await startClinicServer({ clock: { now: () => nowMs } })
  await server.ask('PUT', address('anna'), user('anna', { password: 'anna-secret', roles: ['nurses'] }))
})
afterEach(() => server.stop())

const anna = 'anna:anna-secret'
const address = (name: string): string => `/_users/org.couchdb.user:${name}`
const user = (name: string, more: object = {}) => ({ name, roles: [] as string[], type: 'user', ...more })
const me = (as: string | null, headers: Record<string, string> = {}) =>
  server.ask('GET', '/_session', undefined, { as, headers })

describe('documents of _users', () => {
  it('A11 hashes a password on its way in, as CouchDB 3.4 writes it, and keeps it nowhere', async () => {
    const { text, json } = await server.ask('GET', address('anna'))
    expect(text).not.toContain('anna-secret')
    expect(json).toMatchObject({ password_scheme: 'pbkdf2', pbkdf2_prf: 'sha256', iterations: 10 })
    expect(json.salt).toMatch(/^[0-9a-f]{32}$/)
    const key = pbkdf2Sync('anna-secret', json.salt, 10, 32, 'sha256').toString('hex')
    expect(json.derived_key).toBe(key)
    const docs = [user('bulk', { _id: 'org.couchdb.user:bulk', password: 'bulk-secret' })]
    await server.ask('POST', '/_users/_bulk_docs', { docs })
    expect((await server.ask('GET', address('bulk'))).text).not.toContain('bulk-secret')
    expect((await me('bulk:bulk-secret')).json.userCtx).toEqual({ name: 'bulk', roles: [] })
  })

  it('A11 lets nobody in by a user document with a conflict', async () => {
    const { json } = await server.ask('GET', address('anna'))
    const other = { ...json, _rev: '1-ffffffffffffffffffffffffffffffff' }
    await server.ask('POST', '/_users/_bulk_docs', { docs: [other], new_edits: false })
    expect((await me(anna)).status).toBe(401)
    await server.ask('DELETE', `${address('anna')}?rev=${other._rev}`)
    expect((await me(anna)).json.userCtx.name).toBe('anna')
  })

  it('A11 shows a user nobody but itself', async () => {
    await server.ask('PUT', address('boris'), user('boris', { password: 'boris-secret' }))
    const own = await server.ask('GET', address('anna'), undefined, { as: anna })
    expect([own.status, own.json.name]).toEqual([200, 'anna'])
    const ask = async (path: string, as: string | null) =>
      (await server.ask('GET', path, undefined, { as })).status
    expect(await ask(address('boris'), anna)).toBe(404)
    expect(await ask(address('nobody'), anna)).toBe(404)
    expect(await ask(address('anna'), null)).toBe(401)
    expect(await ask(address('doctor'), people.doctor)).toBe(404)
    for (const path of ['/_users', '/_users/_all_docs?include_docs=true', '/_users/_changes'])
      expect([path, await ask(path, anna)]).toEqual([path, 403])
    const found = await server.ask('POST', '/_users/_find', { selector: {} }, { as: anna })
    expect(found.status).toBe(403)
  })

  it('A11 lets users change their password, which ends their sessions, and nothing that is not theirs', async () => {
    const login = await server.ask(
      'POST',
      '/_session',
      { name: 'anna', password: 'anna-secret' },
      { as: null },
    )
    expect(login.json).toEqual({ ok: true, name: 'anna', roles: ['nurses'] })
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!
    expect((await me(null, { cookie })).json).toEqual({
      ok: true,
      userCtx: { name: 'anna', roles: ['nurses'] },
      info: { authentication_handlers: ['cookie', 'default'], authenticated: 'cookie' },
    })
    const { json: stored } = await server.ask('GET', address('anna'))
    const put = (more: object, as = anna) =>
      server.ask('PUT', address('anna'), { ...stored, ...more }, { as })
    expect((await put({ roles: ['nurses', 'doctors'] })).json.reason).toBe('Only _admin may edit roles')
    expect((await put({ name: 'other' })).status).toBe(403)
    expect((await put({ password: 'new-secret' })).status).toBe(201)
    expect((await me(null, { cookie })).json.userCtx.name).toBeNull()
    expect((await me(anna)).status).toBe(401)
    expect((await me('anna:new-secret')).json.info.authenticated).toBe('default')
    expect((await server.ask('PUT', address('new'), user('new'), { as: 'anna:new-secret' })).status).toBe(404)
    expect((await server.ask('PUT', address('new'), user('new'), { as: null })).status).toBe(401)
  })

  it('A11 refuses a document that could give rights nobody gave', async () => {
    const put = async (name: string, document: object) =>
      (await server.ask('PUT', address(name), document)).json.reason
    expect(await put('x', { name: 'x', roles: [] })).toBe('doc.type must be user')
    expect(await put('x', { type: 'user', roles: [] })).toBe('doc.name is required')
    expect(await put('x', { type: 'user', name: 'x' })).toBe('doc.roles must exist')
    expect(await put('x', user('x', { roles: 'nurses' }))).toBe('doc.roles must be an array')
    expect(await put('x', user('x', { roles: [1] }))).toBe('doc.roles can only contain strings')
    expect(await put('y', user('x'))).toBe('Doc ID must be of the form org.couchdb.user:name')
    expect(await put('x', user('x', { roles: ['_admin'] }))).toBe(
      'No system roles (names starting with underscore) in users db.',
    )
    expect(await put('x', user('x', { password: 12345678 }))).toBe('Password value is invalid.')
    const docs = [{ ...user('x', { roles: ['_admin'] }), _id: 'org.couchdb.user:x', _rev: '1-a' }]
    const { json } = await server.ask('POST', '/_users/_bulk_docs', { docs, new_edits: false })
    expect(json[0].error).toBe('forbidden')
  })

  const replicate = (document: object) =>
    server.ask('POST', '/_users/_bulk_docs', { docs: [document], new_edits: false })
  const salt = 'aabbccddeeff00112233445566778899'
  const simple = createHash('sha1').update(`old-secret${salt}`).digest('hex')
  const oldSchemes: [string, object][] = [
    ['simple', { password_scheme: 'simple', salt, password_sha: simple }],
    ['an unnamed simple', { salt, password_sha: simple }],
    [
      'PBKDF2 with SHA-1',
      {
        password_scheme: 'pbkdf2',
        salt,
        iterations: 10,
        derived_key: pbkdf2Sync('old-secret', salt, 10, 20, 'sha1').toString('hex'),
      },
    ],
    [
      'PBKDF2 with SHA-512 of few iterations',
      {
        password_scheme: 'pbkdf2',
        pbkdf2_prf: 'sha512',
        salt,
        iterations: 5,
        derived_key: pbkdf2Sync('old-secret', salt, 5, 64, 'sha512').toString('hex'),
      },
    ],
  ]
  it.each(oldSchemes)(
    'A11 takes the hash of another server and hashes anew at the sign-in: %s',
    async (_, hash) => {
      const document = user('olga', {
        _id: 'org.couchdb.user:olga',
        _rev: '1-a',
        roles: ['r'],
        note: 'n',
        ...hash,
      })
      expect((await replicate(document)).json).toEqual([])
      expect((await me('olga:wrong-secret')).status).toBe(401)
      expect((await me('olga:old-secret')).json.userCtx).toEqual({ name: 'olga', roles: ['r'] })
      const { json } = await server.ask('GET', address('olga'))
      expect(json).toMatchObject({
        password_scheme: 'pbkdf2',
        pbkdf2_prf: 'sha256',
        iterations: 10,
        note: 'n',
      })
      expect(json.password_sha).toBeUndefined()
      expect(json._rev).toMatch(/^2-/)
      expect((await me('olga:old-secret')).status).toBe(200)
    },
  )

  it('A1 A2 answers names of _users, unknown ones and wrong passwords alike, and slows them down alike', async () => {
    for (const name of ['anna', 'nobody-here']) {
      const statuses: number[] = []
      for (let attempt = 0; attempt < 6; attempt++)
        statuses.push((await me(`${name}:wrong-${attempt}`)).status)
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    }
    expect((await me(anna)).status).toBe(429)
    nowMs += 1100
    expect((await me(anna)).status).toBe(200)
  })

  it('A11 an account of ours comes before a user of the same name', async () => {
    await server.ask('PUT', address('doctor'), user('doctor', { password: 'sneaked-in' }))
    expect((await me('doctor:sneaked-in')).status).toBe(401)
    expect((await me(people.doctor)).json.userCtx.roles).toEqual(['doctor'])
  })
})

describe('_session', () => {
  const form = (fields: Record<string, string>, query = '') =>
    server.ask('POST', `/_session${query}`, new URLSearchParams(fields).toString(), {
      as: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })

  it('A9 takes a form as well, and sends the browser on to a path of this server alone', async () => {
    const signedIn = await form({ name: 'anna', password: 'anna-secret' })
    expect([signedIn.status, signedIn.json.name]).toEqual([200, 'anna'])
    const next = await form({ username: 'anna', password: 'anna-secret' }, '?next=/app/%3Fa')
    expect([next.status, next.headers.get('location')]).toEqual([302, `${server.url}/app/?a`])
    expect(next.headers.get('set-cookie')).toMatch(/^AuthSession=\S/)
    for (const elsewhere of ['//evil.example/', 'https://evil.example/', '@evil.example/']) {
      const answer = await form({ name: 'anna', password: 'anna-secret' }, `?next=${elsewhere}`)
      expect(answer.headers.get('location') ?? server.url).toContain(server.url)
    }
    const fail = await form({ name: 'anna', password: 'x' }, '?fail=/app/')
    expect([fail.status, fail.headers.get('location'), fail.json?.error]).toEqual([
      302,
      `${server.url}/app/`,
      'unauthorized',
    ])
    const out = await server.ask('DELETE', '/_session?next=/app/', undefined, { as: null })
    expect([out.status, out.headers.get('set-cookie')]).toEqual([302, expect.stringMatching(/AuthSession=;/)])
  })

  it('A9 answers a wrong password with 401, without asking the browser for one', async () => {
    const wrong = await form({ name: 'anna', password: 'x' })
    expect([wrong.status, wrong.json]).toEqual([
      401,
      { error: 'unauthorized', reason: 'Name or password is incorrect.' },
    ])
    expect(wrong.headers.get('www-authenticate')).toBeNull()
    expect(wrong.headers.get('set-cookie')).toMatch(/^AuthSession=;/)
    expect((await form({})).json.reason).toBe('request body must contain a username')
    expect((await form({ name: 'a', username: 'b' })).status).toBe(400)
  })

  it('A12 takes junk in Authorization for nobody where everybody may ask, and 401s none of it', async () => {
    for (const authorization of ['junk', 'Basic ', 'Basic bm9jb2xvbg==', 'Bearer x', 'Digest a="b"']) {
      const root = await server.ask('GET', '/', undefined, { as: null, headers: { authorization } })
      expect([authorization, root.status]).toEqual([authorization, 200])
      const session = await me(null, { authorization })
      expect([authorization, session.status, session.json.userCtx?.name]).toEqual([authorization, 200, null])
    }
    expect((await me(null, { authorization: 'Basic %%%' })).status).toBe(400)
    expect((await server.ask('GET', '/_session?basic=true', undefined, { as: null })).status).toBe(401)
  })
})
