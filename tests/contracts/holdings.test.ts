import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stationHoldingsSchema } from '../../shared/contract/holdings.ts'
import { patientDocument, visitDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, startClinicServer } from './clinic-server.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
beforeEach(async () => {
  server = await startClinicServer()
})
afterEach(() => server.stop())

const station = 'station1'
const path = `/api/clinics/demo/stations/${station}/holdings`
const atStation = async (as: string) => {
  expect((await server.ask('POST', '/api/station-keys', { stationId: station }, { as })).status).toBe(200)
  const report = { stationId: station, version: '1', schemaVersion: '1', onlyHere: 3, refused: 0 }
  expect((await server.ask('PUT', '/api/station-report', report, { as })).status).toBe(200)
}
const store = (...docs: object[]) => server.ask('POST', '/clinic-demo/_bulk_docs', { docs })
const card = (id: string, more: object = {}) => ({
  ...patientDocument(`patient:${id}`),
  contacts: [{ id: 'contact:1', system: 'phone', value: '+375291234567' }],
  guardian: { name: 'Ковалёв П. П.', relation: 'сын' },
  address: { settlement: 'д. Заречье', house: '4' },
  ...more,
})

describe('S43 what was on a PC', () => {
  it('S43 counts by type and names everybody with how they can be told', async () => {
    await store(
      card('a'),
      { ...visitDocument('visit:1'), patientId: 'patient:a' },
      patientDocument('patient:b'),
    )
    await atStation(people.doctor)
    const answer = await server.ask('GET', path)
    const holdings = stationHoldingsSchema.parse(answer.json)
    expect(holdings).toMatchObject({
      clinicId: 'demo',
      stationId: station,
      source: 'server',
      revoked: false,
      reach: 'clinic',
      onlyHere: 3,
      counts: { patient: 2, visit: 1 },
      people: [{ name: 'Иванов Иван Иванович', role: 'doctor' }],
    })
    expect(holdings.patients).toMatchObject([
      {
        id: 'patient:a',
        name: 'Ковалёва Анна',
        contacts: ['+375 29 123-45-67', 'Ковалёв П. П., сын'],
        address: 'д. Заречье, 4',
        documents: 2,
      },
      { id: 'patient:b', documents: 1, contacts: [] },
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('S43 leaves out what was made after the last contact', async () => {
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString()
    await store(card('a'), { ...card('later'), createdAt: later })
    await atStation(people.doctor)
    expect((await server.ask('GET', path)).json.patients.map(({ id }: { id: string }) => id)).toEqual([
      'patient:a',
    ])
  })

  it('S43 says that a PC is revoked, and asks for one that is known', async () => {
    await atStation(people.doctor)
    await server.ask('DELETE', `/api/clinics/demo/stations/${station}`)
    expect((await server.ask('GET', path)).json.revoked).toBe(true)
    expect((await server.ask('GET', '/api/clinics/demo/stations/unknown/holdings')).status).toBe(404)
    expect((await server.ask('GET', `/api/clinics/none/stations/${station}/holdings`)).status).toBe(404)
  })

  it('S43 is for those who answer for personal data, and leaves a trace', async () => {
    await atStation(people.doctor)
    for (const as of [people.doctor, people.registrar, people.feldsher])
      expect((await server.ask('GET', path, undefined, { as })).status).toBe(403)
    expect((await server.ask('GET', path, undefined, { as: null })).status).toBe(401)
    const head = (user: string, clinicId: string) =>
      server.ask('PUT', `/api/accounts/${user}`, {
        password: 'head-secret',
        practitioner: {
          id: `practitioner:${user}`,
          name: 'Петров П. П.',
          role: 'head-doctor',
          position: 'главный врач',
        },
        clinicId,
        facilityId: 'facility:zarechye',
      })
    expect((await head('head', 'demo')).status).toBeLessThan(300)
    await head('stranger', 'other')
    expect((await server.ask('GET', path, undefined, { as: 'stranger:head-secret' })).status).toBe(404)
    expect((await server.ask('GET', path, undefined, { as: 'head:head-secret' })).status).toBe(200)
    const acts = (await server.ask('GET', '/api/administrative-acts?clinic=demo')).json.acts
    expect(acts[0]).toMatchObject({ act: 'station.holdings', whom: station, by: { user: 'head' } })
    const trail = (await server.ask('GET', '/api/clinics/demo/audit?action=exported')).json
    expect(trail.events).toMatchObject([{ means: 'api/holdings', author: { id: 'practitioner:head' } }])
  })
})

it('S44 what is past its storage period is listed for the same people', async () => {
  const old = { ...card('old'), createdAt: '1995-01-01T08:00:00.000Z' }
  await store(old, card('new'))
  const answer = await server.ask('GET', '/api/clinics/demo/retention')
  expect(answer.json.cards.map(({ id }: { id: string }) => id)).toEqual(['patient:old'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(
    (await server.ask('GET', '/api/clinics/demo/retention', undefined, { as: people.doctor })).status,
  ).toBe(403)
  expect((await server.ask('GET', '/api/clinics/none/retention')).status).toBe(404)
  expect((await server.ask('GET', '/clinic-demo/patient:old')).status).toBe(200)
})
