import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  actPageSchema,
  issuedPasswordSchema,
  managedAccountSchema,
  managedClinicSchema,
  managedStationSchema,
} from '#shared/contract/administration.ts'
import { byAuthor, patientDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, startClinicServer } from './clinic-server.ts'
import { feedsWaiting } from './feeds-waiting.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
let nowMs = Date.UTC(2026, 10, 22, 10)
const log: string[] = []
beforeEach(async () => {
  log.length = 0
  const logStream = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk))
      done()
    },
  })
  server = await startClinicServer({ clock: { now: () => nowMs }, logLevel: 'debug', logStream })
})
afterEach(() => server.stop())

const petrova = {
  user: 'petrova.mi',
  name: 'Петрова Мария Ильинична',
  role: 'feldsher',
  position: 'Заведующая ФАП',
  clinicId: 'demo',
  facilityId: 'facility:zarechye',
}
const create = async (change: Partial<typeof petrova> = {}) =>
  issuedPasswordSchema.parse((await server.ask('POST', '/api/accounts', { ...petrova, ...change })).json)
/** A person who has chosen a password of their own, as the slip asks. */
const own = 'a-quiet-lake-at-dawn'
const createSettled = async (change: Partial<typeof petrova> = {}) => {
  const { account, password } = await create(change)
  const choice = { oldPassword: password, newPassword: own }
  await server.ask('POST', '/api/password', choice, { as: `${account.user}:${password}` })
  return { account, password: own }
}
const me = (user: string, password: string) =>
  server.ask('GET', '/api/me', undefined, { as: `${user}:${password}` })
const accountOf = async (user: string) => {
  const { json } = await server.ask('GET', '/api/accounts?clinic=demo')
  return managedAccountSchema.parse(json.find((account: { user: string }) => account.user === user))
}
const acts = async () => actPageSchema.parse((await server.ask('GET', '/api/administrative-acts')).json)
const sessionOf = async (user: string, password: string) => {
  const answer = await server.ask('POST', '/_session', { name: user, password }, { as: null })
  return { status: answer.status, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

describe('accounts of people', () => {
  it('A30 makes an account with a password that is shown once, readable on paper, and marked as one-time', async () => {
    const { account, password } = await create()
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){2}[a-hjkmnp-z2-9]{4}$/)
    expect(account).toMatchObject({ user: 'petrova.mi', oneTime: true, failures: 0, clinicId: 'demo' })
    expect((await me('petrova.mi', password)).json.title).toBe('password.first')
    expect((await sessionOf('petrova.mi', password)).status).toBe(200)
    expect(await accountOf('petrova.mi')).toMatchObject({ oneTime: true })
    const listed = (await server.ask('GET', '/api/accounts')).text
    expect(listed).not.toContain(password)
    expect(JSON.stringify(await acts())).not.toContain(password)
    expect(log.join('')).not.toContain(password)
  })

  it('A30 refuses a taken name however it is written, and what does not fit, and makes nothing', async () => {
    await create()
    await server.ask('PUT', '/api/accounts/Orlova', {
      password: 'orlova-secret',
      practitioner: { id: 'practitioner:orlova', name: 'Орлова', role: 'doctor', position: '' },
      clinicId: 'demo',
      facilityId: 'facility:zarechye',
    })
    const status = async (change: object) => {
      const { status, json } = await server.ask('POST', '/api/accounts', {
        ...petrova,
        user: 'new',
        ...change,
      })
      return [status, json.detail]
    }
    expect(await status({ user: 'petrova.mi' })).toEqual([409, 'there is such an account'])
    expect(await status({ user: 'orlova' })).toEqual([409, 'there is such an account'])
    expect(await status({ user: 'Петрова' })).toEqual([422, 'wrong or missing: user'])
    expect(await status({ name: ' ' })).toEqual([422, 'wrong or missing: name'])
    expect(await status({ clinicId: '' })).toEqual([422, 'wrong or missing: clinicId'])
    expect(await status({ clinicId: 'nowhere' })).toEqual([422, 'wrong or missing: clinicId'])
    expect(await status({ facilityId: 'facility:else' })).toEqual([422, 'wrong or missing: facilityId'])
    expect(await status({ password: 'mine' })).toEqual([422, 'wrong or missing: body'])
    expect((await server.ask('GET', '/api/accounts')).json).toHaveLength(6)
  })

  it('A31 changes what is given and keeps the password and the session; another role holds at once', async () => {
    const { password } = await createSettled()
    const { cookie } = await sessionOf('petrova.mi', password)
    const roles = async () =>
      (await server.ask('GET', '/_session', undefined, { as: null, headers: { cookie } })).json.userCtx.roles
    expect(await roles()).toEqual(['feldsher'])
    const changed = await server.ask('PATCH', '/api/accounts/petrova.mi', { role: 'registrar' })
    expect(changed.json).toMatchObject({ practitioner: { role: 'registrar', name: petrova.name } })
    expect(await roles()).toEqual(['registrar'])
    expect((await server.ask('PATCH', '/api/accounts/petrova.mi', { role: 'tsar' })).status).toBe(422)
    expect((await server.ask('PATCH', '/api/accounts/petrova.mi', { password: 'x' })).status).toBe(422)
    expect((await server.ask('PATCH', '/api/accounts/nobody', { role: 'doctor' })).status).toBe(404)
    const [newest] = (await acts()).acts
    expect(newest).toMatchObject({
      act: 'account.changed',
      whom: 'petrova.mi',
      changes: [{ field: 'role', from: 'feldsher', to: 'registrar' }],
    })
  })

  it('A32 gives a new one-time password, which ends the sessions and the old one', async () => {
    const { password } = await createSettled()
    const { cookie } = await sessionOf('petrova.mi', password)
    const issued = issuedPasswordSchema.parse(
      (await server.ask('POST', '/api/accounts/petrova.mi/one-time-password')).json,
    )
    expect(issued.password).not.toBe(password)
    expect((await me('petrova.mi', password)).status).toBe(401)
    expect((await server.ask('GET', '/api/me', undefined, { as: null, headers: { cookie } })).status).toBe(
      401,
    )
    expect((await me('petrova.mi', issued.password)).json.title).toBe('password.first')
  })

  it('A33 closes an account: sessions and waiting feeds end at once, the author stays known, and it opens again', async () => {
    const { account, password } = await createSettled()
    const { cookie } = await sessionOf('petrova.mi', password)
    const asPetrova = { as: null, headers: { cookie } }
    const waiting = server.ask(
      'GET',
      '/clinic-demo/_changes?feed=longpoll&since=now&timeout=30000',
      undefined,
      asPetrova,
    )
    await feedsWaiting(server, 1)
    const dismiss = (on: string) => server.ask('PUT', '/api/accounts/petrova.mi/dismissal', { on })
    expect((await dismiss('22.11.2026')).status).toBe(422)
    // A day to come changes nothing yet.
    expect((await dismiss('2026-11-23')).json.dismissedOn).toBe('2026-11-23')
    expect((await server.ask('GET', '/api/me', undefined, asPetrova)).status).toBe(200)
    await dismiss('2026-11-22')
    expect((await waiting).json.results).toEqual([])
    expect((await server.ask('GET', '/api/me', undefined, asPetrova)).status).toBe(401)
    const right = await server.ask('POST', '/_session', { name: 'petrova.mi', password }, { as: null })
    expect([right.status, right.json.error]).toEqual([403, 'account.dismissed'])
    expect((await sessionOf('petrova.mi', 'wrong-password')).status).toBe(401)
    const known = { users: ['petrova.mi'] }
    const colleagues = await server.ask('POST', '/api/known-people', known, { as: people.doctor })
    expect(colleagues.json.people).toEqual([{ user: 'petrova.mi' }])
    const late = byAuthor(patientDocument('patient:late'), account.practitioner.id)
    const delivered = await server.ask('PUT', '/clinic-demo/patient:late', late, { as: people.doctor })
    expect(delivered.status).toBe(201)
    // A program that sets the clinic up again does not take anybody back.
    await server.ask('PUT', '/api/accounts/petrova.mi', {
      practitioner: account.practitioner,
      clinicId: 'demo',
      facilityId: 'facility:zarechye',
    })
    expect((await me('petrova.mi', password)).status).toBe(403)
    await server.ask('DELETE', '/api/accounts/petrova.mi/dismissal')
    expect((await me('petrova.mi', password)).status).toBe(200)
    expect((await server.ask('DELETE', '/api/accounts/petrova.mi')).status).toBe(404)
  })

  it('A33 holds also when the person chooses, or gets, another password at that moment', async () => {
    const slow = await startClinicServer({
      clock: { now: () => nowMs },
      passwordCost: { memoryKiB: 32_768, passes: 12, iterations: 10 },
    })
    try {
      const [user, oldPassword] = people.doctor.split(':') as [string, string]
      const choice = { oldPassword, newPassword: own }
      const dismissalOf = async () => {
        const { json } = await slow.ask('GET', '/api/accounts?clinic=demo')
        return json.find((account: { user: string }) => account.user === user).dismissedOn
      }
      await slow.ask('GET', '/api/me', undefined, { as: people.doctor })
      const changing = slow.ask('POST', '/api/password', choice, { as: people.doctor })
      await new Promise((resolve) => setTimeout(resolve, 40))
      await slow.ask('PUT', `/api/accounts/${user}/dismissal`, { on: '2026-11-20' })
      await changing
      expect(await dismissalOf()).toBe('2026-11-20')
      await slow.ask('DELETE', `/api/accounts/${user}/dismissal`)
      const issuing = slow.ask('POST', `/api/accounts/${user}/one-time-password`)
      await new Promise((resolve) => setTimeout(resolve, 40))
      await slow.ask('PUT', `/api/accounts/${user}/dismissal`, { on: '2026-11-21' })
      expect((await issuing).status).toBe(200)
      expect(await dismissalOf()).toBe('2026-11-21')
      // A30: of two who ask for the same name at once, one gets the account.
      const both = await Promise.all([1, 2].map(() => slow.ask('POST', '/api/accounts', petrova)))
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    } finally {
      await slow.stop()
    }
  })

  it('A33 begins a dismissal with its day in Minsk', async () => {
    const { password } = await createSettled()
    await server.ask('PUT', '/api/accounts/petrova.mi/dismissal', { on: '2026-11-23' })
    const before = nowMs
    nowMs = Date.UTC(2026, 10, 22, 20, 59)
    expect((await me('petrova.mi', password)).status).toBe(200)
    nowMs = Date.UTC(2026, 10, 22, 21, 0)
    expect((await me('petrova.mi', password)).status).toBe(403)
    nowMs = before
  })

  it('A34 leaves the server an administrator, and nobody closes their own account', async () => {
    const status = async (method: string, path: string, body: unknown) => {
      const answer = await server.ask(method, path, body)
      return [answer.status, answer.json.title]
    }
    expect(await status('PUT', '/api/accounts/admin/dismissal', { on: '2026-11-22' })).toEqual([
      409,
      'account.own',
    ])
    expect(await status('PATCH', '/api/accounts/admin', { role: 'doctor' })).toEqual([422, 'invalid-body'])
    const asDoctor = {
      practitioner: { id: 'practitioner:admin', name: 'Админ', role: 'doctor', position: '' },
      clinicId: 'demo',
      facilityId: 'facility:zarechye',
    }
    expect(await status('PUT', '/api/accounts/admin', asDoctor)).toEqual([409, 'account.last-administrator'])
    const second = await createSettled({ user: 'second.admin', role: 'admin', clinicId: '', facilityId: '' })
    const closed = await server.ask(
      'PUT',
      '/api/accounts/admin/dismissal',
      { on: '2026-11-22' },
      { as: `second.admin:${second.password}` },
    )
    expect(closed.status).toBe(200)
  })

  it('A35 shows who is locked out and when somebody was there last, and unlocks', async () => {
    const { password } = await createSettled()
    expect((await accountOf('petrova.mi')).lastSignInAt).toBeUndefined()
    await sessionOf('petrova.mi', password)
    expect((await accountOf('petrova.mi')).lastSignInAt).toBe('2026-11-22T10:00:00.000Z')
    for (let attempt = 0; attempt < 6; attempt++) await sessionOf('petrova.mi', 'wrong-password')
    expect((await sessionOf('petrova.mi', 'wrong-too')).status).toBe(429)
    expect(await accountOf('petrova.mi')).toMatchObject({
      failures: 5,
      lockedUntil: '2026-11-22T10:00:01.000Z',
    })
    const unlocked = await server.ask('DELETE', '/api/accounts/petrova.mi/lockout')
    expect(managedAccountSchema.parse(unlocked.json)).toMatchObject({ failures: 0 })
    expect((await sessionOf('petrova.mi', 'wrong-too')).status).toBe(401)
  })
})

describe('stations', () => {
  const keysOf = (stationId: string) =>
    server.ask('POST', '/api/station-keys', { stationId }, { as: people.doctor })
  const report = {
    stationId: 'pc1',
    version: '1.4.0',
    schemaVersion: 'v1',
    onlyHere: 3,
    refused: 1,
    clockOffMs: -4000,
  }
  const send = (body: object, as: string | null = people.doctor) =>
    server.ask('PUT', '/api/station-report', body, { as })
  const stations = async () => {
    const { json } = await server.ask('GET', '/api/clinics/demo/stations')
    return managedStationSchema.array().parse(json)
  }

  it('A36 lists the PCs of a clinic with what they last said of themselves', async () => {
    await keysOf('pc1')
    await keysOf('pc2')
    expect((await send(report)).status).toBe(200)
    expect(await stations()).toEqual([
      {
        stationId: 'pc1',
        revoked: false,
        lastContactAt: '2026-11-22T10:00:00.000Z',
        lastUser: 'doctor',
        facilityId: 'facility:zarechye',
        report: { version: '1.4.0', schemaVersion: 'v1', onlyHere: 3, refused: 1, clockOffMs: -4000 },
      },
      {
        stationId: 'pc2',
        revoked: false,
        lastContactAt: '2026-11-22T10:00:00.000Z',
        lastUser: 'doctor',
        facilityId: 'facility:zarechye',
      },
    ])
  })

  it('A36 takes a report only from people of the clinic, about a PC it knows, with nothing else in it', async () => {
    await keysOf('pc1')
    expect((await send(report, null)).status).toBe(401)
    expect((await send(report, 'admin:admin-secret')).status).toBe(403)
    expect((await send({ ...report, stationId: 'made-up' })).status).toBe(422)
    expect((await send({ ...report, stationId: 'unknown' })).status).toBe(404)
    expect((await send({ ...report, patient: 'Ковалёва' })).status).toBe(422)
  })

  it('A25 A36 shows that an administrator’s renewal of a data key is under way until the PC has given the older up', async () => {
    await keysOf('pc1')
    const renew = () => server.ask('POST', '/api/clinics/demo/stations/pc1/key-renewal')
    expect((await renew()).status).toBe(200)
    const again = await renew()
    expect([again.status, again.json.title]).toEqual([409, 'station.renewal-under-way'])
    await send({ ...report, resealed: { done: 40, total: 100 } })
    expect(await stations()).toMatchObject([
      { stationId: 'pc1', keyRenewal: true, report: { resealed: { done: 40, total: 100 } } },
    ])
    const older = { stationId: 'pc1', current: 2 }
    await server.ask('DELETE', '/api/station-keys/older', older, { as: people.doctor })
    expect((await stations())[0]).not.toHaveProperty('keyRenewal')
  })

  it('A36 names and revokes a PC, once, and writes both down', async () => {
    await keysOf('pc1')
    await server.ask('PATCH', '/api/clinics/demo/stations/pc1', { name: 'Кабинет 3' })
    for (let time = 0; time < 2; time++)
      expect((await server.ask('DELETE', '/api/clinics/demo/stations/pc1')).status).toBe(200)
    expect(await stations()).toMatchObject([{ stationId: 'pc1', name: 'Кабинет 3', revoked: true }])
    const written = (await acts()).acts.filter(({ act }) => act.startsWith('station.'))
    expect(written.map(({ act, whom, whomName }) => [act, whom, whomName])).toEqual([
      ['station.revoked', 'pc1', 'Кабинет 3'],
      ['station.named', 'pc1', undefined],
    ])
    expect((await server.ask('PATCH', '/api/clinics/demo/stations/never', { name: 'x' })).status).toBe(404)
    expect((await server.ask('GET', '/api/clinics/nowhere/stations')).status).toBe(404)
  })
})

describe('the log of administrative acts', () => {
  it('A37 tells who did what to whom and when, newest first, of one clinic or all', async () => {
    await create()
    await server.ask('POST', '/api/clinics/demo/courier-key')
    const { acts: all, brokenAt } = await acts()
    expect(brokenAt).toBeUndefined()
    expect(all.slice(0, 2)).toMatchObject([
      { act: 'courier-key.renewed', by: { user: 'admin', name: 'Администратор' }, clinicId: 'demo' },
      { act: 'account.created', whom: 'petrova.mi', whomName: petrova.name, at: '2026-11-22T10:00:00.000Z' },
    ])
    const other = await server.ask('GET', '/api/administrative-acts?clinic=other')
    expect(actPageSchema.parse(other.json).acts.map(({ act }) => act)).toEqual(['clinic.created'])
  })
})

it('A38 lists the clinics with their people who are not dismissed', async () => {
  const clinics = async () =>
    managedClinicSchema
      .array()
      .parse((await server.ask('GET', '/api/clinics')).json)
      .map(({ id, accounts }) => [id, accounts])
  expect(await clinics()).toEqual([
    ['demo', 3],
    ['other', 0],
  ])
  await server.ask('PUT', '/api/accounts/registrar/dismissal', { on: '2026-11-22' })
  expect(await clinics()).toEqual([
    ['demo', 2],
    ['other', 0],
  ])
})

it('A39 opens the endpoints of administration to administrators alone', async () => {
  await create()
  const routes: [string, string, unknown?][] = [
    ['GET', '/api/clinics'],
    ['GET', '/api/accounts'],
    ['POST', '/api/accounts', petrova],
    ['PATCH', '/api/accounts/petrova.mi', { role: 'admin' }],
    ['POST', '/api/accounts/petrova.mi/one-time-password'],
    ['PUT', '/api/accounts/petrova.mi/dismissal', { on: '2026-11-22' }],
    ['DELETE', '/api/accounts/petrova.mi/dismissal'],
    ['DELETE', '/api/accounts/petrova.mi/lockout'],
    ['GET', '/api/clinics/demo/stations'],
    ['PATCH', '/api/clinics/demo/stations/pc1', { name: 'x' }],
    ['DELETE', '/api/clinics/demo/stations/pc1'],
    ['POST', '/api/clinics/demo/courier-key'],
    ['POST', '/api/clinics/demo/file-key'],
    ['GET', '/api/administrative-acts'],
  ]
  for (const [method, path, body] of routes) {
    for (const as of Object.values(people)) {
      const answer = await server.ask(method, path, body, { as })
      expect([method, path, answer.status]).toEqual([method, path, 403])
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    }
    expect((await server.ask(method, path, body, { as: null })).status).toBe(401)
  }
})

describe('administrators of some clinics', () => {
  const secret = 'a-quiet-lake-at-dusk'
  const putAdministrator = (user: string, role: string, more: object) =>
    server.ask('PUT', `/api/accounts/${user}`, {
      password: secret,
      practitioner: { id: `practitioner:${user}`, name: 'Лось Пётр', role, position: 'инженер' },
      clinicId: '',
      facilityId: '',
      ...more,
    })
  const as = (user: string) => ({ as: `${user}:${secret}` })
  const status = async (user: string, method: string, path: string, body?: unknown) =>
    (await server.ask(method, path, body, as(user))).status

  it('S29 A39 the IT staff of a district see and change what is of their clinics, and no administrators', async () => {
    await create()
    expect((await putAdministrator('it', 'district-it', { clinics: ['demo'] })).status).toBe(201)
    await server.ask('POST', '/api/station-keys', { stationId: 'pc1' }, { as: people.doctor })
    const clinics = (await server.ask('GET', '/api/clinics', undefined, as('it'))).json
    expect(clinics.map(({ id }: { id: string }) => id)).toEqual(['demo'])
    const accounts = (await server.ask('GET', '/api/accounts', undefined, as('it'))).json
    expect(accounts.map(({ user }: { user: string }) => user)).toEqual([
      'doctor',
      'feldsher',
      'petrova.mi',
      'registrar',
    ])
    expect(await status('it', 'POST', '/api/accounts', { ...petrova, user: 'new.one' })).toBe(201)
    expect(await status('it', 'POST', '/api/accounts', { ...petrova, user: 'x1', clinicId: 'other' })).toBe(
      403,
    )
    for (const role of ['admin', 'national-admin', 'district-it'])
      expect(await status('it', 'PATCH', '/api/accounts/petrova.mi', { role })).toBe(403)
    for (const user of ['admin', 'it'])
      expect(await status('it', 'POST', `/api/accounts/${user}/one-time-password`)).toBe(404)
    expect(await status('it', 'PUT', '/api/accounts/petrova.mi', {})).toBe(403)
    expect(await status('it', 'PUT', '/api/accounts/petrova.mi/dismissal', { on: '2026-11-22' })).toBe(200)
    expect(await status('it', 'GET', '/api/clinics/demo/stations')).toBe(200)
    for (const path of ['/api/clinics/other/stations', '/api/clinics/nowhere/stations'])
      expect(await status('it', 'GET', path)).toBe(404)
    expect(await status('it', 'PUT', '/api/clinics/third', { facilities: [] })).toBe(404)
    expect(await status('it', 'DELETE', '/api/clinics/demo/stations/pc1')).toBe(200)
    expect(await status('it', 'GET', '/clinic-demo/_all_docs')).toBe(403)
    const page = await server.ask('GET', '/api/administrative-acts', undefined, as('it'))
    const clinicsOfActs = actPageSchema.parse(page.json).acts.map(({ clinicId }) => clinicId)
    expect(new Set(clinicsOfActs)).toEqual(new Set(['demo']))
  })

  it('S29 A39 a national administrator has all clinics, and not the administrators of the server', async () => {
    await create()
    await putAdministrator('national', 'national-admin', {})
    expect(await status('national', 'PUT', '/api/clinics/third', { facilities: [] })).toBe(201)
    expect(await status('national', 'POST', '/api/accounts/petrova.mi/one-time-password')).toBe(200)
    expect(await status('national', 'POST', '/api/accounts/admin/one-time-password')).toBe(404)
    const more = { ...petrova, user: 'root.two', role: 'admin', clinicId: '', facilityId: '' }
    expect(await status('national', 'POST', '/api/accounts', more)).toBe(403)
    expect(await status('national', 'PUT', '/api/demonstration', { accounts: [] })).toBe(403)
  })
})
