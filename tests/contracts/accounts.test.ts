import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byAuthor, patientDocument, visitDocument } from '../../sync-server/scope/clinic-document.fixture.ts'
import { people, startClinicServer } from './clinic-server.ts'
import { feedsWaiting } from './feeds-waiting.ts'
import type { RunningServer } from './running-server.ts'

let server: RunningServer
let nowMs = Date.UTC(2026, 10, 22, 10)
beforeEach(async () => {
  server = await startClinicServer({ clock: { now: () => nowMs } })
})
afterEach(() => server.stop())

const signIn = (name: string, password: string) =>
  server.ask('POST', '/_session', { name, password }, { as: null })
const cookieOf = (headers: Headers): string => headers.get('set-cookie')!.split(';')[0]!

describe('sessions', () => {
  it('A3 gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signIn('doctor', 'demo-doctor')
    expect(answer.json).toEqual({ ok: true, name: 'doctor', roles: ['doctor'] })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^AuthSession=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const cookie = cookieOf(answer.headers)
    const me = await server.ask('GET', '/api/me', undefined, { as: null, headers: { cookie } })
    expect(me.json).toMatchObject({
      user: 'doctor',
      clinicId: 'demo',
      database: 'clinic-demo',
      practitioner: { id: 'practitioner:doctor', role: 'doctor' },
      facilities: [{ id: 'facility:zarechye' }],
    })
    const session = await server.ask('GET', '/_session', undefined, { as: null, headers: { cookie } })
    expect(session.json.userCtx).toEqual({ name: 'doctor', roles: ['doctor'] })
    expect(
      (await server.ask('DELETE', '/_session', undefined, { as: null, headers: { cookie } })).headers.get(
        'set-cookie',
      ),
    ).toMatch(/AuthSession=;/)
  })

  it('A3 ends a session after 12 hours of no use, renews a used one, and ends it with a new password', async () => {
    const cookie = cookieOf((await signIn('doctor', 'demo-doctor')).headers)
    const me = () => server.ask('GET', '/api/me', undefined, { as: null, headers: { cookie } })
    nowMs += 11 * 3600_000
    const renewed = await me()
    expect(renewed.status).toBe(200)
    expect(renewed.headers.get('set-cookie')).toMatch(/^AuthSession=/)
    nowMs += 2 * 3600_000
    expect((await me()).status).toBe(401)
    const fresh = cookieOf(renewed.headers)
    const withFresh = () => server.ask('GET', '/api/me', undefined, { as: null, headers: { cookie: fresh } })
    expect((await withFresh()).status).toBe(200)
    const profile = (await withFresh()).json
    const { user: _, database: __, facilities: ___, ...account } = profile
    expect(
      (await server.ask('PUT', '/api/accounts/doctor', { ...account, password: 'another-secret' })).status,
    ).toBe(200)
    expect((await withFresh()).status).toBe(401)
    expect((await server.ask('GET', '/api/me', undefined, { as: people.doctor })).status).toBe(401)
    expect((await server.ask('GET', '/api/me', undefined, { as: 'doctor:another-secret' })).status).toBe(200)
  })

  it('A8 marks the cookie Secure behind a proxy that speaks TLS', async () => {
    const behind = await startClinicServer({ behindTls: true })
    const credentials = { name: 'doctor', password: 'demo-doctor' }
    const answer = await behind.ask('POST', '/_session', credentials, { as: null })
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Strict$/)
    await behind.stop()
  })

  it('A3 refuses a cookie with any part changed', async () => {
    const cookie = cookieOf((await signIn('doctor', 'demo-doctor')).headers)
    const [user, expires, signature] = cookie.slice('AuthSession='.length).split('.') as [
      string,
      string,
      string,
    ]
    const forged = [
      [btoa('admin'), expires, signature],
      [user, String(Number(expires) + 1), signature],
      [user, expires, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
      [user, expires, ''],
    ]
    for (const parts of forged) {
      const headers = { cookie: `AuthSession=${parts.join('.')}` }
      expect((await server.ask('GET', '/api/me', undefined, { as: null, headers })).status).toBe(401)
    }
  })

  it('A1 A2 answers an unknown name as a wrong password, and slows both down alike', async () => {
    for (const name of ['doctor', 'nobody-here']) {
      const statuses: number[] = []
      for (let attempt = 0; attempt < 6; attempt++)
        statuses.push((await signIn(name, 'wrong-password')).status)
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
      const waiting = await signIn(name, name === 'doctor' ? 'demo-doctor' : 'x')
      expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, '1'])
      expect(waiting.json.error).toBe('too_many_requests')
    }
    nowMs += 1100
    expect((await signIn('doctor', 'demo-doctor')).status).toBe(200)
    expect((await signIn('doctor', 'wrong-password')).status).toBe(401)
  })
})

describe('guessing', () => {
  it('A2 gets no more tries by asking many at once, while one right password may be used by many requests', async () => {
    const guesses = Array.from({ length: 20 }, (_, index) => signIn('doctor', `wrong-password-${index}`))
    const statuses = (await Promise.all(guesses)).map((answer) => answer.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    const right = Array.from({ length: 20 }, () =>
      server.ask('GET', '/api/me', undefined, { as: people.registrar }),
    )
    expect(new Set((await Promise.all(right)).map((answer) => answer.status))).toEqual(new Set([200]))
  })
})

describe('who may call what', () => {
  const routes: [string, string, unknown, Record<'nobody' | 'doctor' | 'admin', number>][] = [
    ['GET', '/api/status', undefined, { nobody: 200, doctor: 200, admin: 200 }],
    ['GET', '/api/me', undefined, { nobody: 401, doctor: 200, admin: 200 }],
    ['GET', '/api/accounts', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['PUT', '/api/accounts/new', {}, { nobody: 401, doctor: 403, admin: 422 }],
    ['PUT', '/api/clinics/third', {}, { nobody: 401, doctor: 403, admin: 422 }],
    ['PUT', '/api/demonstration', {}, { nobody: 401, doctor: 403, admin: 422 }],
    ['GET', '/api/reference', undefined, { nobody: 401, doctor: 200, admin: 200 }],
    ['PUT', '/api/reference/icd-10', {}, { nobody: 401, doctor: 403, admin: 422 }],
    ['GET', '/_all_dbs', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['POST', '/_replicate', {}, { nobody: 401, doctor: 403, admin: 400 }],
    ['GET', '/_replicator', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['GET', '/_scheduler/docs', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['GET', '/_active_tasks', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['PUT', '/plain', undefined, { nobody: 401, doctor: 403, admin: 201 }],
    ['GET', '/plain', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['GET', '/clinic-demo', undefined, { nobody: 401, doctor: 200, admin: 200 }],
    ['GET', '/clinic-demo/_changes', undefined, { nobody: 401, doctor: 200, admin: 200 }],
    ['GET', '/clinic-other', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['GET', '/clinic-other/_changes', undefined, { nobody: 401, doctor: 403, admin: 200 }],
    ['POST', '/clinic-other/_bulk_docs', { docs: [] }, { nobody: 401, doctor: 403, admin: 201 }],
    ['GET', '/clinic-none/_changes', undefined, { nobody: 401, doctor: 403, admin: 404 }],
    ['DELETE', '/clinic-demo', undefined, { nobody: 401, doctor: 403, admin: 200 }],
  ]
  it('S1 the routes, for nobody, a doctor and the administrator', async () => {
    const as = { nobody: null, doctor: people.doctor, admin: 'admin:admin-secret' }
    for (const [method, path, body, expected] of routes)
      for (const who of ['nobody', 'doctor', 'admin'] as const) {
        const { status } = await server.ask(method, path, body, { as: as[who] })
        expect([method, path, who, status]).toEqual([method, path, who, expected[who]])
      }
  })

  it('C17 holds a person to a number of waiting feeds, and counts those that have ended no more', async () => {
    const few = await startClinicServer({ limits: { feedsPerUser: 2 } })
    const wait = (signal?: AbortSignal) =>
      few.ask('GET', '/clinic-demo/_changes?feed=longpoll&since=now&timeout=20000', undefined, {
        as: people.doctor,
        ...(signal ? { signal } : {}),
      })
    const stop = new AbortController()
    const waiting = [wait(stop.signal), wait(stop.signal)]
    await feedsWaiting(few, 2)
    expect((await wait()).status).toBe(429)
    stop.abort()
    await Promise.allSettled(waiting)
    await feedsWaiting(few, 0)
    const again = wait()
    await feedsWaiting(few, 1)
    await few.ask('PUT', '/clinic-demo/patient:9', patientDocument('patient:9'), { as: people.doctor })
    expect((await again).json.results).toHaveLength(1)
    await few.stop()
  })

  it('A4 does not start with a route that has not said who may call it', async () => {
    const { guardRoutes } = await import('../../sync-server/http/access.ts')
    const { default: fastify } = await import('fastify')
    const app = fastify()
    guardRoutes(app, {} as Parameters<typeof guardRoutes>[1])
    expect(() => app.get('/api/forgotten', async () => 'secret')).toThrow('route without access')
  })

  it('S6 S8 refuses a change of a signed visit as a row in words, and stores the others', async () => {
    const asDoctor = { as: people.doctor }
    const [visit] = (
      await server.ask('POST', '/clinic-demo/_bulk_docs', { docs: [visitDocument()] }, asDoctor)
    ).json
    const docs = [{ ...visitDocument(), _rev: visit.rev, complaints: 'Другое' }, patientDocument('patient:2')]
    const { status, json } = await server.ask('POST', '/clinic-demo/_bulk_docs', { docs }, asDoctor)
    expect(status).toBe(201)
    expect(json[0]).toEqual({
      id: 'visit:1',
      error: 'forbidden',
      reason: 'visit.signed-immutable: Подписанное посещение нельзя изменить',
    })
    expect(json[1].ok).toBe(true)
    const single = await server.ask('PUT', '/clinic-demo/visit:1', docs[0], asDoctor)
    expect([single.status, single.json.error]).toEqual([403, 'forbidden'])
    const sneaked = {
      ...visitDocument(),
      _rev: '9-ff',
      _revisions: { start: 9, ids: ['ff'] },
      complaints: 'Другое',
    }
    const replicated = await server.ask(
      'POST',
      '/clinic-demo/_bulk_docs',
      { docs: [sneaked], new_edits: false },
      asDoctor,
    )
    expect(replicated.json[0].error).toBe('forbidden')
    expect((await server.ask('GET', '/clinic-demo/visit:1', undefined, asDoctor)).json.complaints).toBe(
      'Кашель',
    )
    const removed = await server.ask('DELETE', `/clinic-demo/visit:1?rev=${visit.rev}`, undefined, asDoctor)
    expect(removed.status).toBe(403)
  })

  it('S4 takes the documents of a colleague on a shared PC, of a former one too', async () => {
    const of = (id: string, practitioner: string) => byAuthor(patientDocument(id), practitioner)
    const put = (document: { _id: string }) =>
      server.ask('PUT', `/clinic-demo/${document._id}`, document, { as: people.doctor })
    expect((await put(of('patient:a', 'practitioner:feldsher'))).status).toBe(201)
    await server.ask('PUT', '/api/accounts/feldsher', {
      practitioner: { id: 'practitioner:feldsher', name: 'Петров', role: 'feldsher', position: 'Фельдшер' },
      clinicId: 'other',
      facilityId: 'facility:zarechye',
    })
    expect((await put(of('patient:b', 'practitioner:feldsher'))).status).toBe(201)
    await server.ask('PUT', '/api/accounts/stranger', {
      password: 'stranger-secret',
      practitioner: { id: 'practitioner:stranger', name: 'Чужой', role: 'doctor', position: 'Врач' },
      clinicId: 'other',
      facilityId: 'facility:zarechye',
    })
    const foreign = await put(of('patient:c', 'practitioner:stranger'))
    expect([foreign.status, foreign.json.reason.split(':')[0]]).toEqual([403, 'scope.foreign-author'])
  })

  it('A5 answers errors of own endpoints as problems, with the protocol on every answer', async () => {
    const answer = await server.ask('GET', '/api/me', undefined, { as: null })
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(answer.json).toMatchObject({ type: 'urn:lekar:problem:unauthorized', status: 401 })
    for (const path of ['/', '/api/status', '/clinic-demo', '/nowhere/at/all', '/app/'])
      expect((await server.ask('GET', path, undefined, { as: null })).headers.get('lekar-protocol')).toBe('1')
  })
})

describe('provisioning', () => {
  it('shows demonstration accounts only while the administrator has set them', async () => {
    const accounts = [{ user: 'doctor', password: 'demo-doctor', title: 'Врач' }]
    const shown = async () =>
      (await server.ask('GET', '/api/status', undefined, { as: null })).json.demonstration
    expect(await shown()).toBeUndefined()
    await server.ask('PUT', '/api/demonstration', { accounts })
    expect(await shown()).toEqual({ accounts })
    await server.ask('PUT', '/api/demonstration', { accounts: [] })
    expect(await shown()).toBeUndefined()
  })

  it('never gives a password or its hash back', async () => {
    const { text, json } = await server.ask('GET', '/api/accounts')
    expect(json.map((profile: { user: string }) => profile.user)).toEqual([
      'admin',
      'doctor',
      'feldsher',
      'registrar',
    ])
    expect(text).not.toMatch(/argon2|password|generation/)
  })

  it('keeps a reference pack by its sha256 and refuses one that is not what it says', async () => {
    const pack = {
      id: 'icd-10',
      kind: 'icd-10',
      title: 'МКБ-10',
      version: '2026.11',
      rows: [
        ['J06', 'ОРИ'],
        ['I10', 'Гипертензия'],
      ],
    }
    const put = await server.ask('PUT', '/api/reference/icd-10', pack)
    expect(put.json).toMatchObject({ id: 'icd-10', rows: 2, version: '2026.11' })
    const as = { as: people.registrar }
    expect((await server.ask('GET', '/api/reference', undefined, as)).json).toEqual([put.json])
    const got = await server.ask('GET', '/api/reference/icd-10', undefined, as)
    expect(got.text).toBe(JSON.stringify(pack))
    const etag = got.headers.get('etag')!
    expect(etag).toBe(`"${put.json.sha256}"`)
    expect(
      (
        await server.ask('GET', '/api/reference/icd-10', undefined, {
          ...as,
          headers: { 'if-none-match': etag },
        })
      ).status,
    ).toBe(304)
    expect(
      (await server.ask('PUT', `/api/reference/icd-10?sha256=${'0'.repeat(64)}`, { ...pack, version: 'bad' }))
        .status,
    ).toBe(422)
    expect((await server.ask('PUT', '/api/reference/other', pack)).status).toBe(422)
    expect((await server.ask('GET', '/api/reference/..%2F..%2Fserver.sqlite', undefined, as)).status).toBe(
      404,
    )
    expect((await server.ask('GET', '/api/reference', undefined, as)).json[0].version).toBe('2026.11')
  })
})

describe('the log', () => {
  it('A6 holds no id, name, address, query value or body, whatever happens', async () => {
    const lines: string[] = []
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const logged = await startClinicServer({ logLevel: 'debug', logStream: sink })
    const as = { as: people.doctor }
    await logged.ask(
      'POST',
      '/clinic-demo/_bulk_docs',
      {
        docs: [
          patientDocument('patient:canary-1'),
          { ...patientDocument('patient:canary-2'), sex: 'canary' },
        ],
      },
      as,
    )
    await logged.ask('GET', '/clinic-demo/patient:canary-1?rev=1-canary', undefined, as)
    await logged.ask('GET', '/clinic-demo/_all_docs?startkey="canary"&keys=[canary', undefined, as)
    await logged.ask('GET', '/canary/canary/canary/canary', undefined, as)
    await logged.ask('POST', '/_session', { name: 'canary', password: 'canary' }, { as: null })
    await logged.ask('PUT', '/clinic-demo/patient:canary-3', '{"canary": "Ковалёва', as)
    await logged.stop()
    const log = lines.join('')
    expect(log).toContain('/:db/_bulk_docs')
    expect(log).not.toMatch(/canary|Ковал|demo-doctor/)
  })
})
