import { afterAll, beforeAll, expect, it } from 'vitest'
import { courierKeysSchema } from '#shared/contract/courier-file.ts'
import { people, startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startClinicServer()
})
afterAll(() => server.stop())
const keysOf = async (as: string) =>
  courierKeysSchema.parse((await server.ask('GET', '/api/courier-key', undefined, { as })).json).keys

it('A14 gives everybody of a clinic the same key, and nobody else', async () => {
  const [doctor, feldsher] = [await keysOf(people.doctor), await keysOf(people.feldsher)]
  expect(doctor).toEqual(feldsher)
  expect(Buffer.from(doctor[0]!.key, 'base64')).toHaveLength(32)
  expect((await server.ask('GET', '/api/courier-key', undefined, { as: null })).status).toBe(401)
  expect((await server.ask('GET', '/api/courier-key')).status).toBe(403)
})

it('A14 puts a new key before the older ones, of which two stay', async () => {
  const [first] = await keysOf(people.doctor)
  for (let turn = 0; turn < 3; turn++) {
    const answer = await server.ask('POST', '/api/clinics/demo/courier-key')
    expect(answer.status).toBe(201)
    expect(Object.keys(answer.json)).toEqual(['id'])
    expect((await keysOf(people.doctor))[0]!.id).toBe(answer.json.id)
  }
  const left = await keysOf(people.doctor)
  expect(left).toHaveLength(3)
  expect(left.map(({ id }) => id)).not.toContain(first!.id)
  const asDoctor = { as: people.doctor }
  expect((await server.ask('POST', '/api/clinics/demo/courier-key', undefined, asDoctor)).status).toBe(403)
  expect((await server.ask('POST', '/api/clinics/none/courier-key')).status).toBe(404)
})
