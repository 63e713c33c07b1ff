import { afterAll, beforeAll, expect, it } from 'vitest'
import { stationKeysSchema } from '#shared/contract/station-keys.ts'
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
