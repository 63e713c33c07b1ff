import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { people, startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
beforeEach(async () => {
  server = await startClinicServer()
  await server.ask('PUT', '/plain')
  for (const [name, roles] of [
    ['anna', ['nurses']],
    ['boris', []],
  ] as const)
    await server.ask('PUT', `/_users/org.couchdb.user:${name}`, {
      name,
      password: `${name}-secret`,
      roles,
      type: 'user',
    })
})
afterEach(() => server.stop())

const anna = 'anna:anna-secret'
const boris = 'boris:boris-secret'
const status = async (method: string, path: string, as: string | null, body?: unknown): Promise<number> =>
  (await server.ask(method, path, body, { as })).status
const secure = (value: unknown) => server.ask('PUT', '/plain/_security', value)

describe('_security of a plain database', () => {
  it('A10 keeps a new database for administrators of the server, and says so', async () => {
    expect((await server.ask('GET', '/plain/_security')).json).toEqual({
      members: { roles: ['_admin'] },
      admins: { roles: ['_admin'] },
    })
    for (const as of [anna, people.doctor]) expect(await status('GET', '/plain', as)).toBe(403)
    const nobody = await server.ask('GET', '/plain', undefined, { as: null })
    expect([nobody.status, nobody.json]).toEqual([
      401,
      { error: 'unauthorized', reason: 'You are not allowed to access this db.' },
    ])
    expect(nobody.headers.get('www-authenticate')).toBeNull()
  })

  it('A10 lets members in by name or role, and nobody else', async () => {
    expect((await secure({ members: { names: ['boris'], roles: ['nurses'] } })).json).toEqual({ ok: true })
    expect(await status('PUT', '/plain/a', anna, {})).toBe(201)
    expect(await status('GET', '/plain/a', boris)).toBe(200)
    expect(await status('GET', '/plain/a', people.doctor)).toBe(403)
    expect(await status('GET', '/plain/a', null)).toBe(401)
    await secure({ members: { names: ['boris'] } })
    expect(await status('GET', '/plain/a', anna)).toBe(403)
  })

  it('A10 opens a database without members to everybody, without a session too', async () => {
    await secure({ admins: { names: ['anna'] } })
    expect(await status('PUT', '/plain/a', null, {})).toBe(201)
    expect(await status('GET', '/plain/_changes', null)).toBe(200)
    expect(await status('PUT', '/plain/_design/a', null, {})).toBe(401)
    expect(await status('PUT', '/plain', null)).toBe(401)
    expect(await status('DELETE', '/plain', null)).toBe(401)
  })

  it('A10 leaves design documents, settings and _security itself to admins of the database', async () => {
    await secure({ admins: { names: ['anna'] }, members: { names: ['boris'] } })
    const design = { views: {} }
    const refused = await server.ask('PUT', '/plain/_design/a', design, { as: boris })
    expect([refused.status, refused.json.reason]).toEqual([403, 'You are not a db or server admin.'])
    const docs = [{ _id: '_design/a' }, { _id: 'b' }]
    const rows = (await server.ask('POST', '/plain/_bulk_docs', { docs }, { as: boris })).json
    expect(rows.map((row: { error?: string }) => row.error)).toEqual(['forbidden', undefined])
    expect(await status('PUT', '/plain/_security', boris, {})).toBe(403)
    expect(await status('PUT', '/plain/_design/a', anna, design)).toBe(201)
    expect(await status('PUT', '/plain/_security', anna, {})).toBe(200)
    expect(await status('DELETE', '/plain', anna)).toBe(403)
  })

  it('A10 keeps the object as it was sent, over a restart', async () => {
    const text = '{"admins":{"names":["anna"],"extra":1.0},"members":{"names":[],"roles":["x"]},"note":[]}'
    await secure(text)
    await server.server.close()
    const { startTestServer } = await import('./running-server.ts')
    const again = await startTestServer({ folder: server.folder, couchdb: server.couchdb })
    expect((await again.ask('GET', '/plain/_security')).text).toBe(text)
    expect((await again.ask('GET', '/plain', undefined, { as: anna })).status).toBe(200)
    expect((await again.ask('GET', '/plain', undefined, { as: boris })).status).toBe(403)
    await again.server.close()
  })

  it('A10 refuses an object that could not be enforced', async () => {
    for (const wrong of [
      { admins: { names: 'anna' } },
      { members: { roles: [1] } },
      { admins: [] },
      [],
      { members: null },
    ]) {
      const { status: code, json } = await secure(wrong)
      expect([code, json.error, wrong]).toEqual([400, 'bad_request', wrong])
    }
    expect((await secure({ members: { roles: [1] } })).json.reason).toBe(
      'roles must be a JSON list of strings',
    )
    expect(await status('GET', '/none/_security', 'admin:admin-secret')).toBe(404)
  })

  it('A10 A11 never opens a clinic to names of _users, whatever its _security says', async () => {
    expect(await status('PUT', '/clinic-demo/_security', 'admin:admin-secret', {})).toBe(403)
    for (const path of ['/clinic-demo', '/clinic-demo/_changes', '/clinic-demo/_security', '/clinic-files'])
      expect([path, await status('GET', path, anna)]).toEqual([path, 403])
    expect(await status('POST', '/clinic-demo/_bulk_docs', anna, { docs: [] })).toBe(403)
    for (const path of ['/api/me', '/api/reference', '/api/accounts'])
      expect([path, await status('GET', path, anna)]).toEqual([path, 403])
    expect(await status('GET', '/clinic-demo/_security', people.doctor)).toBe(200)
    expect(await status('PUT', '/clinic-demo/_security', people.doctor, {})).toBe(403)
  })
})
