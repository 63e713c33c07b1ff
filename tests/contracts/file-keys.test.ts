import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileKeysSchema, firstFileKeyId } from '#shared/contract/file-key.ts'
import { people, startClinicServer } from './clinic-server.ts'
import { type RunningServer, startTestServer } from './running-server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startClinicServer()
})
afterAll(() => server.stop())
const keysOf = async (as: string = people.doctor) =>
  fileKeysSchema.parse((await server.ask('GET', '/api/file-key', undefined, { as })).json).keys
const renew = (as?: string) =>
  server.ask('POST', '/api/clinics/demo/file-key', undefined, as === undefined ? {} : { as })

it('A28 puts a new key before the older ones, all of which stay, and writes down that it did', async () => {
  const [first] = await keysOf()
  for (let turn = 0; turn < 4; turn++) {
    const answer = await renew()
    expect([answer.status, Object.keys(answer.json)]).toEqual([201, ['id']])
    expect((await keysOf(people.feldsher))[0]!.id).toBe(answer.json.id)
  }
  const keys = await keysOf()
  expect(keys.at(-1)).toEqual(first)
  expect(new Set(keys.map(({ key }) => key)).size).toBe(5)
  const { text, json } = await server.ask('GET', '/api/administrative-acts')
  expect(json.acts[0]).toMatchObject({ act: 'file-key.renewed', clinicId: 'demo', whom: keys[0]!.id })
  for (const { key } of keys) expect(text).not.toContain(key)
  expect((await renew(people.doctor)).status).toBe(403)
  expect((await server.ask('POST', '/api/clinics/none/file-key')).status).toBe(404)
})

it('A28 takes back what a restored server has lost, before what it has, from who sees files alone', async () => {
  const before = await keysOf()
  const lost = { id: 'c'.repeat(16), key: Buffer.alloc(32, 9).toString('base64') }
  const giveBack = (keys: object[], as = people.feldsher) =>
    server.ask('POST', '/api/file-key', { keys }, { as })
  expect((await giveBack([lost], people.registrar)).status).toBe(403)
  expect((await giveBack([{ ...lost, id: 'x' }])).status).toBe(422)
  const forged = { ...before[0]!, key: lost.key }
  const { json } = await giveBack([lost, forged])
  expect(json.keys).toEqual([lost, ...before])
  expect(await keysOf()).toEqual([lost, ...before])
})

it('A28 keeps the key from when a clinic had one', async () => {
  const { folder } = server
  const key = Buffer.alloc(32, 1).toString('base64')
  await server.server.close()
  const { openSqliteStore } = await import('../../sync-server/store/sqlite/sqlite-store.ts')
  const store = openSqliteStore({
    folder,
    clock: { now: () => 0 },
    random: (length) => new Uint8Array(length),
  })
  store.records.put('file-key', 'demo', { key })
  store.close()
  server = { ...(await startTestServer({ folder, couchdb: server.couchdb })), stop: server.stop }
  expect(await keysOf()).toEqual([{ id: firstFileKeyId, key }])
  expect((await renew()).status).toBe(201)
  expect((await keysOf()).at(-1)).toEqual({ id: firstFileKeyId, key })
  await server.server.close()
})
