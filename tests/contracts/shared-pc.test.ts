import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { userHeader } from '#shared/contract/session.ts'
import { stationKeysSchema } from '#shared/contract/station-keys.ts'
import { people, startClinicServer } from './clinic-server.ts'
import type { AskOptions, RunningServer } from './running-server.ts'

let server: RunningServer
let nowMs = Date.UTC(2026, 10, 25, 8)
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 25, 8)
  server = await startClinicServer({ clock: { now: () => nowMs } })
})
afterEach(() => server.stop())

const post = (path: string, body: unknown, options: AskOptions = { as: people.doctor }) =>
  server.ask('POST', path, body, options)
const account = (role: string, more: object = {}) => ({
  practitioner: { id: `practitioner:${role}`, name: 'Иванов Иван Иванович', role, position: 'Врач' },
  clinicId: 'demo',
  facilityId: 'facility:zarechye',
  ...more,
})
const cookieOf = (headers: Headers): string => headers.get('set-cookie')!.split(';')[0]!
const chosen = 'четыре сойки на яблоне'

describe('a first password', () => {
  const slip = { as: 'new:k7mq-xw3d-p9ra' }
  beforeEach(() =>
    server.ask('PUT', '/api/accounts/new', account('doctor', { password: 'k7mq-xw3d-p9ra', oneTime: true })),
  )

  it('A20 opens nothing but the choice of another one', async () => {
    for (const [method, path] of [
      ['GET', '/api/me'],
      ['GET', '/clinic-demo'],
      ['GET', '/clinic-demo/_changes'],
      ['POST', '/clinic-demo/_bulk_docs'],
      ['POST', '/api/station-keys'],
      ['POST', '/api/return-pass'],
    ] as const) {
      const answer = await server.ask(method, path, method === 'POST' ? {} : undefined, slip)
      expect([path, answer.status, answer.json.title ?? answer.json.error]).toEqual([
        path,
        403,
        'password.first',
      ])
    }
    expect((await server.ask('GET', '/api/status', undefined, slip)).status).toBe(200)
  })

  it('A20 A21 is used up by the choice, which answers with a session that may do everything', async () => {
    const answer = await post('/api/password', { oldPassword: 'k7mq-xw3d-p9ra', newPassword: chosen }, slip)
    expect([answer.status, answer.json.user]).toEqual([200, 'new'])
    const headers = { cookie: cookieOf(answer.headers) }
    expect((await server.ask('GET', '/api/me', undefined, { as: null, headers })).status).toBe(200)
    expect((await server.ask('GET', '/api/me', undefined, slip)).status).toBe(401)
  })
})

describe('one’s own password', () => {
  const change = (oldPassword: string, newPassword: string) =>
    post('/api/password', { oldPassword, newPassword }, { as: people.doctor })

  it('A21 is not changed to one that is easy to guess, nor without the one until now', async () => {
    for (const [password, problem] of [
      ['короткий', 'too-short'],
      ['Password123', 'too-common'],
      ['doctor-2026', 'has-login'],
      ['demo-doctor', 'as-before'],
    ]) {
      const answer = await change('demo-doctor', password!)
      expect([answer.status, answer.json.title]).toEqual([422, `password.${problem}`])
    }
    const wrong = await change('guess', chosen)
    expect([wrong.status, wrong.json.title]).toEqual([403, 'password.wrong'])
    expect((await server.ask('GET', '/api/me', undefined, { as: people.doctor })).status).toBe(200)
  })

  it('A21 A2 counts wrong tries as at the sign-in', async () => {
    const session = await server.ask(
      'POST',
      '/_session',
      { name: 'doctor', password: 'demo-doctor' },
      { as: null },
    )
    const headers = { cookie: cookieOf(session.headers) }
    const statuses: number[] = []
    for (let guess = 0; guess < 6; guess++)
      statuses.push(
        (
          await post(
            '/api/password',
            { oldPassword: `no ${guess}`, newPassword: chosen },
            { as: null, headers },
          )
        ).status,
      )
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429])
  })

  it('A21 ends every session when it changes', async () => {
    const session = await server.ask(
      'POST',
      '/_session',
      { name: 'doctor', password: 'demo-doctor' },
      { as: null },
    )
    expect((await change('demo-doctor', chosen)).status).toBe(200)
    const headers = { cookie: cookieOf(session.headers) }
    expect((await server.ask('GET', '/api/me', undefined, { as: null, headers })).status).toBe(401)
  })
})

describe('two people at one PC', () => {
  it('A22 nothing is taken in the session of another person', async () => {
    const as = people.doctor
    const named = (name: string) =>
      server.ask('POST', '/clinic-demo/_bulk_docs', { docs: [] }, { as, headers: { [userHeader]: name } })
    expect((await named('doctor')).status).toBe(201)
    expect((await named('feldsher')).status).toBe(401)
    expect((await named('%')).status).toBe(401)
    const status = await server.ask('GET', '/api/status', undefined, {
      as,
      headers: { [userHeader]: 'feldsher' },
    })
    expect(status.status).toBe(200)
  })

  it('A23 come back with a pass for 12 hours, on the PC where it was given', async () => {
    const { pass } = (await post('/api/return-pass', { stationId: 'pc1', password: 'demo-doctor' })).json
    const back = (change: object = {}) =>
      post('/api/return', { user: 'doctor', stationId: 'pc1', pass, ...change }, { as: null })
    const answer = await back()
    expect([answer.status, answer.json.user]).toEqual([200, 'doctor'])
    const headers = { cookie: cookieOf(answer.headers) }
    expect((await server.ask('GET', '/api/me', undefined, { as: null, headers })).json.user).toBe('doctor')
    for (const change of [
      { stationId: 'pc2' },
      { user: 'feldsher' },
      { user: 'nobody' },
      { pass: pass.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')) },
      { pass: '' },
    ])
      expect((await back(change)).status).toBe(401)
    nowMs += 12 * 3600_000
    expect((await back()).status).toBe(401)
  })

  it('A23 get no pass without the password, and lose it with the password and with the PC', async () => {
    expect((await post('/api/return-pass', { stationId: 'pc1', password: 'guess' })).status).toBe(403)
    const passOf = async (stationId: string, password: string) =>
      (await post('/api/return-pass', { stationId, password }, { as: `doctor:${password}` })).json.pass
    const back = async (stationId: string, pass: string) =>
      (await post('/api/return', { user: 'doctor', stationId, pass }, { as: null })).status
    await post('/api/station-keys', { stationId: 'pc1' })
    const first = await passOf('pc1', 'demo-doctor')
    expect(await back('pc1', first)).toBe(200)
    await server.ask('DELETE', '/api/clinics/demo/stations/pc1')
    expect(await back('pc1', first)).toBe(410)
    const second = await passOf('pc2', 'demo-doctor')
    await post('/api/password', { oldPassword: 'demo-doctor', newPassword: chosen })
    expect(await back('pc2', second)).toBe(401)
  })

  it('A24 are told apart from who left, and their marks change with password and role alone', async () => {
    const ask = async (as: string = people.feldsher) =>
      (await post('/api/known-people', { users: ['doctor', 'registrar', 'gone', 'admin'] }, { as })).json
    const before = await ask()
    expect(before.me.user).toBe('feldsher')
    const [doctor, registrar, gone, admin] = before.people
    expect([gone, admin]).toEqual([{ user: 'gone' }, { user: 'admin' }])
    expect(doctor.mark).not.toBe(registrar.mark)
    await server.ask('PUT', '/api/accounts/registrar', account('feldsher'))
    await post('/api/password', { oldPassword: 'demo-doctor', newPassword: chosen })
    const after = await ask()
    expect(after.people[0].mark).not.toBe(doctor.mark)
    expect(after.people[1].mark).not.toBe(registrar.mark)
    expect((await post('/api/known-people', { users: ['doctor'] }, { as: null })).status).toBe(401)
  })
})

describe('the keys of a PC', () => {
  const keys = async (path = '', as: string | null = people.doctor) =>
    post(`/api/station-keys${path}`, { stationId: 'pc1' }, { as })
  const drop = (current: number) =>
    server.ask('DELETE', '/api/station-keys/older', { stationId: 'pc1', current }, { as: people.doctor })

  it('A25 get a new one beside the older, which goes when the PC says so', async () => {
    expect((await keys('/renewal')).status).toBe(404)
    const first = stationKeysSchema.parse((await keys()).json)
    const second = stationKeysSchema.parse((await keys('/renewal')).json)
    expect(second).toEqual({ current: 2, keys: [first.keys[0], { number: 2, key: expect.any(String) }] })
    expect((await keys('', people.feldsher)).json).toEqual(second)
    expect((await keys('/renewal')).json.title).toBe('station.renewal-under-way')
    // Said of a key that is not the current one: nothing may go.
    expect((await drop(1)).status).toBe(409)
    expect((await keys()).json).toEqual(second)
    expect((await drop(2)).json).toEqual({ current: 2, keys: [second.keys[1]] })
    expect((await keys()).json).toEqual({ current: 2, keys: [second.keys[1]] })
  })

  it('A25 are renewed on an administrator’s word, and not for a revoked PC', async () => {
    await keys()
    const renew = (as: string) => post('/api/clinics/demo/stations/pc1/key-renewal', undefined, { as })
    expect((await renew(people.doctor)).status).toBe(403)
    expect((await renew('admin:admin-secret')).json).toEqual({ ok: true })
    expect((await keys()).json.current).toBe(2)
    await server.ask('DELETE', '/api/clinics/demo/stations/pc1')
    expect((await keys('/renewal')).status).toBe(410)
  })
})
