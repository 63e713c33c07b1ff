import { afterAll, beforeAll, expect, it } from 'vitest'
import { stationKeysSchema } from '#shared/contract/station-keys.ts'
import { mostStationsOfPerson } from '../../sync-server/accounts/station-keys.ts'
import { people, startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startClinicServer()
})
afterAll(() => server.stop())
const ask = (stationId: string, as: string | null = people.doctor) =>
  server.ask('POST', '/api/station-keys', { stationId }, { as })

it('A15 gives everybody who signs in on a PC its keys, and another PC others', async () => {
  const keys = stationKeysSchema.parse((await ask('pc1')).json)
  expect(Buffer.from(keys.keys[0]!.key, 'base64')).toHaveLength(32)
  expect((await ask('pc1', people.feldsher)).json).toEqual(keys)
  expect((await ask('pc2')).json).not.toEqual(keys)
  expect((await ask('pc1', null)).status).toBe(401)
  expect((await ask('pc1', 'admin:admin-secret')).status).toBe(403)
  expect((await ask('pc 1')).status).toBe(422)
})

it('A15 gives the keys of a revoked PC to nobody', async () => {
  await ask('stolen')
  const revoke = (as: string) => server.ask('DELETE', '/api/clinics/demo/stations/stolen', undefined, { as })
  expect((await revoke(people.doctor)).status).toBe(403)
  expect((await revoke('admin:admin-secret')).status).toBe(200)
  const refused = await ask('stolen')
  expect([refused.status, refused.json.title]).toEqual([410, 'station.revoked'])
  expect((await server.ask('DELETE', '/api/clinics/demo/stations/never')).status).toBe(404)
})

it('A15 lets nobody who makes up PCs keep others from a new one, and counts none that an administrator has revoked', async () => {
  const statuses: number[] = []
  for (let number = 0; number <= mostStationsOfPerson; number++)
    statuses.push((await ask(`madeup${number}`, people.registrar)).status)
  expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true)
  expect(statuses.at(-1)).toBe(403)
  expect((await ask('madeup0', people.registrar)).status).toBe(200)
  expect((await ask('newpc', people.feldsher)).status).toBe(200)
  await server.ask('DELETE', '/api/clinics/demo/stations/madeup0')
  expect((await ask('anotherpc', people.registrar)).status).toBe(200)
})
