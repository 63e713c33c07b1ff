import { hash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileKeysSchema, firstFileKeyId, keptForRenewals, mostFileKeys } from '#shared/contract/file-key.ts'
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

const made = (fill: number) => {
  const key = Buffer.alloc(32, fill)
  return { id: hash('sha256', key).slice(0, 16), key: key.toString('base64') }
}
const giveBack = (keys: object[], as: string = people.feldsher) =>
  server.ask('POST', '/api/file-key', { keys }, { as })

it('A28 takes back what a restored server has lost, before what it has, from who sees files alone', async () => {
  const before = await keysOf()
  const lost = made(9)
  expect((await giveBack([lost], people.registrar)).status).toBe(403)
  expect((await giveBack([{ ...lost, id: 'x' }])).status).toBe(422)
  const { json } = await giveBack([lost, lost, { ...before[0]!, key: lost.key }])
  expect(json.keys).toEqual([lost, ...before])
  expect(await keysOf()).toEqual([lost, ...before])
  const [act] = (await server.ask('GET', '/api/administrative-acts')).json.acts
  const by = people.feldsher.split(':')[0]
  expect(act).toMatchObject({ act: 'file-key.given-back', by: { user: by }, clinicId: 'demo', whom: lost.id })
})

it('A28 takes no key that is weak or bears the name of another, and the first key seals nothing new', async () => {
  const before = await keysOf()
  for (const key of ['', 'AA==', Buffer.alloc(33).toString('base64')])
    expect((await giveBack([{ ...made(1), key }])).status, key).toBe(422)
  expect((await giveBack([{ ...made(1), id: made(2).id }])).json.keys).toEqual(before)
  const first = { ...made(3), id: firstFileKeyId }
  expect((await giveBack([first])).json.keys).toEqual([...before, first])
})

it('A28 leaves room for a new key, whatever is given back', async () => {
  const many = Array.from({ length: mostFileKeys }, (_, n) => made(20 + n))
  expect((await giveBack(many)).json.keys).toHaveLength(mostFileKeys - keptForRenewals)
  expect((await renew()).status).toBe(201)
  expect((await keysOf())[0]!.id).not.toBe(many[0]!.id)
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
