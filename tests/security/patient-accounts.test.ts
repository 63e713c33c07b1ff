import { describe, expect, it } from 'vitest'
import { issuedPasswordSchema } from '#shared/contract/administration.ts'
import { patientAccountSchema } from '#shared/contract/patient-account.ts'
import type { Answer, RunningServer } from '../contracts/running-server.ts'
import { type Person, people, putAccount, scopedClinicForEach, signIn } from './scoped-clinic.ts'

// The account by which a patient reads the own card, made where the patient is known.
let server: RunningServer
scopedClinicForEach((started) => {
  server = started
})
const below = (letter: string) => `/api/clinics/demo/patients/patient:${letter}/account`
const ask = (person: Person, method: string, path: string, body?: unknown): Promise<Answer> =>
  server.ask(method, path, body, { as: signIn(person) })
const name = 'Ковалёва Анна Игоревна'
const give = async (letter: string, person: Person = 'registrar') =>
  issuedPasswordSchema.parse((await ask(person, 'POST', below(letter), { name })).json)
const accountOf = async (letter: string) =>
  patientAccountSchema.parse((await ask('registrar', 'GET', below(letter))).json).account
const as = (user: string, password: string) => ({ as: `${user}:${password}` })
const own = 'a-quiet-lake-at-dawn'

describe('the account of a patient', () => {
  it('A40 is made by the registry with a login that tells nothing and a password that dies at its first use', async () => {
    expect(await accountOf('b')).toBeUndefined()
    const { account, password } = await give('b')
    expect(account.user).toMatch(/^d\d{6}$/)
    expect(account).toMatchObject({
      oneTime: true,
      patientId: 'patient:b',
      practitioner: { role: 'patient', name },
    })
    expect(await accountOf('b')).toMatchObject({ user: account.user, oneTime: true })
    const read = (secret: string, id: string) =>
      server.ask('GET', `/clinic-demo/${id}`, undefined, as(account.user, secret))
    expect((await read(password, 'patient:b')).status).toBe(403)
    const choice = { oldPassword: password, newPassword: own }
    await server.ask('POST', '/api/password', choice, as(account.user, password))
    expect((await read(password, 'patient:b')).status).toBe(401)
    expect((await read(own, 'patient:b')).status).toBe(200)
    expect((await read(own, 'patient:a')).status).toBe(404)
    expect(await accountOf('b')).toMatchObject({ oneTime: false })
  })

  it('A40 is one for a card, whoever asks, at once or by another way', async () => {
    const both = await Promise.all(
      (['registrar', 'headDoctor'] as const).map((person) => ask(person, 'POST', below('b'), { name })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const { user } = (await accountOf('b'))!
    await ask('registrar', 'PUT', `${below('b')}/closure`)
    const taken = [409, 'account.card-taken']
    const again = await ask('registrar', 'POST', below('b'), { name })
    expect([again.status, again.json.title]).toEqual(taken)
    const program = await putAccount(server, 'patient', { patientId: 'patient:b' })
    expect([program.status, program.json.title]).toEqual(taken)
    const { json } = await server.ask('GET', '/api/accounts?clinic=demo')
    const ofCard = json.filter(({ patientId }: { patientId?: string }) => patientId === 'patient:b')
    expect(ofCard.map((each: { user: string }) => each.user)).toEqual([user])
    // Putting the one that has the card once more takes nothing from anybody.
    expect((await putAccount(server, 'patient')).status).toBe(200)
  })

  it('A40 gets another password, is closed and opened again; each ends what was open', async () => {
    const { account, password } = await give('b')
    const me = async (secret: string) =>
      (await server.ask('GET', '/api/me', undefined, as(account.user, secret))).json.title
    const issued = issuedPasswordSchema.parse(
      (await ask('headDoctor', 'POST', `${below('b')}/one-time-password`)).json,
    )
    expect(await me(password)).toBe('unauthorized')
    expect(await me(issued.password)).toBe('password.first')
    const closed = await ask('registrar', 'PUT', `${below('b')}/closure`)
    expect(closed.json.account.dismissedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(await me(issued.password)).toBe('account.dismissed')
    const open = await ask('registrar', 'DELETE', `${below('b')}/closure`)
    expect(open.json.account.dismissedOn).toBeUndefined()
    expect(await me(issued.password)).toBe('password.first')
  })

  it('A40 is nobody’s but the registry’s and the head doctor’s, and not of cards that are not theirs', async () => {
    await give('b')
    const acts = [
      ['GET', ''],
      ['POST', '', { name }],
      ['POST', '/one-time-password'],
      ['PUT', '/closure'],
      ['DELETE', '/closure'],
    ] as const
    const statusesFor = async (person: Person, letter: string) => {
      const statuses = []
      for (const [method, rest, body] of acts)
        statuses.push((await ask(person, method, below(letter) + rest, body)).status)
      return [person, ...statuses]
    }
    const refused = people.filter((person) => person !== 'registrar' && person !== 'headDoctor')
    const elsewhere = ['districtIt', 'nationalAdmin', 'stranger']
    for (const person of refused) {
      const status = elsewhere.includes(person) ? 404 : 403
      expect(await statusesFor(person, 'b')).toEqual([person, ...acts.map(() => status)])
    }
    expect(await statusesFor('registrar', 'never')).toEqual(['registrar', 404, 404, 404, 404, 404])
    expect(await statusesFor('registrar', 'n')).toEqual(['registrar', 200, 201, 200, 200, 200])
    await putAccount(server, 'registrar', { villages: ['Заречье'] })
    expect(await statusesFor('registrar', 'b')).toEqual(['registrar', 404, 404, 404, 404, 404])
    expect(await statusesFor('registrar', 'a')).toEqual(['registrar', 200, 409, 200, 200, 200])
  })

  it('A41 stands in the trace that the patient sees, and in the log of acts without the name', async () => {
    const { account } = await give('b')
    await ask('registrar', 'POST', `${below('b')}/one-time-password`)
    await ask('registrar', 'PUT', `${below('b')}/closure`)
    await ask('registrar', 'DELETE', `${below('b')}/closure`)
    const trail = await ask('headDoctor', 'GET', '/api/clinics/demo/audit?patient=patient:b')
    const done = trail.json.events.filter(({ means }: { means?: string }) => means === 'api/account')
    expect(
      done.map(({ action, author }: { action: string; author: { role: string } }) => [action, author.role]),
    ).toEqual(['reopened', 'closed', 'renewed', 'given'].map((act) => [`access-${act}`, 'registrar']))
    const log = await ask('districtIt', 'GET', '/api/administrative-acts?clinic=demo')
    const ofPatient = log.json.acts.filter(({ whom }: { whom: string }) => whom === account.user)
    expect(ofPatient.map(({ act }: { act: string }) => act)).toEqual([
      'account.reinstated',
      'account.dismissed',
      'account.one-time-password',
      'account.created',
    ])
    expect(JSON.stringify(ofPatient)).not.toMatch(/Ковалёва|patient:b/)
  })

  it('A41 is not for IT staff: it is in no list of theirs, and they make no password that opens a card', async () => {
    for (const person of ['districtIt', 'nationalAdmin'] as const) {
      const { text } = await ask(person, 'GET', '/api/accounts?clinic=demo')
      expect(text).toContain('practitioner:doctor')
      expect(text).not.toContain('practitioner:patient')
      expect((await ask(person, 'POST', '/api/accounts/patient/one-time-password')).status).toBe(404)
      expect(
        (await ask(person, 'PATCH', '/api/accounts/doctor', { role: 'patient', patientId: 'patient:b' }))
          .status,
      ).toBe(403)
      const body = {
        user: 'new.one',
        name,
        role: 'patient',
        position: '',
        clinicId: 'demo',
        facilityId: '',
        patientId: 'patient:b',
      }
      expect((await ask(person, 'POST', '/api/accounts', body)).status).toBe(403)
    }
  })
})
