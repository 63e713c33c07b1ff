import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../contracts/running-server.ts'
import {
  documents,
  foreignClinicOnly,
  ownTests,
  type Row,
  routes,
  type Verdict,
  writes,
} from './access-table.ts'
import { people, practitionerOf, recordsOf, signIn, startScopedClinic } from './scoped-clinic.ts'

// Every route of the running server against every role, the own and the foreign clinic, the own and the foreign patient.
let server: RunningServer
beforeAll(async () => {
  server = await startScopedClinic()
})
afterAll(() => server.stop())

const everyone = ['nobody', ...people] as const
const ask = (person: (typeof everyone)[number], method: string, path: string, body?: unknown) =>
  server.ask(method, path, body, { as: person === 'nobody' ? null : signIn(person) })
const verdictOf = (status: number): Verdict =>
  status === 401 || status === 403 ? 'no' : status === 404 ? 'absent' : 'yes'

const address = (url: string, clinic: string): string =>
  url
    .replace(':clinicId', clinic)
    .replace(':db', `clinic-${clinic}`)
    .replace(':patientId', 'patient:a')
    .replace(':user', 'nobody1')
    .replace(':keyId', 'k1')
    .replace(':stationId', 'pc1')
    .replace(':node', '_local')
    .replace('/*', '/x')
    .replaceAll(/:(\w+)/g, '$1')
/** Sound enough to get past access; nothing of it is stored. */
const bodyFor: Record<string, unknown> = {
  'PATCH /api/accounts/:user': {},
  'PUT /api/accounts/:user/dismissal': { on: '2026-11-25' },
  'POST /:db/_all_docs/queries': { queries: [] },
  'POST /:db/_find': { selector: {} },
  'POST /:db/_bulk_docs': { docs: [] },
  'POST /:db/_bulk_get': { docs: [] },
  'POST /api/clinics/:clinicId/patients/:patientId/openings': {},
  'POST /api/clinics/:clinicId/audit': {},
}
const declared = () =>
  [
    ...new Set(
      server.server.app.declaredRoutes.map(({ method, url }) => `${method} ${url.replace(/(.)\/$/, '$1')}`),
    ),
  ].filter((key) => !/^(HEAD|OPTIONS) /.test(key))

describe('S34 the matrix of access', () => {
  it('S34 has a line for every route of the server, and none for a route that is not there', () => {
    const known = (key: string) =>
      key in routes || [...foreignClinicOnly, ...ownTests].some((pattern) => pattern.test(key))
    expect(declared().filter((key) => !known(key))).toEqual([])
    expect(Object.keys(routes).filter((key) => !declared().includes(key))).toEqual([])
  })

  it('S34 holds for every route, role and clinic', async () => {
    const wrong: string[] = []
    for (const [key, expected] of Object.entries(routes)) {
      if (!expected) continue
      const [method = '', url = ''] = key.split(' ')
      for (const clinic of expected.other ? (['demo', 'other'] as const) : (['demo'] as const))
        for (const person of everyone) {
          const body = bodyFor[key] ?? (method === 'GET' || method === 'DELETE' ? undefined : {})
          const { status } = await ask(person, method, address(url, clinic), body)
          const verdict = verdictOf(status)
          const due = (expected[clinic] as Row)[person]
          if (verdict !== due) wrong.push(`${key} ${clinic} ${person}: ${status}, not ${due}`)
        }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it('S34 lets nobody do anything in a foreign clinic, by whatever route', async () => {
    const wrong: string[] = []
    for (const key of declared().filter((each) => foreignClinicOnly.some((pattern) => pattern.test(each)))) {
      const [method = '', url = ''] = key.split(' ')
      for (const person of everyone) {
        if (person === 'stranger') continue
        const { status } = await ask(person, method, address(url, 'other'), method === 'GET' ? undefined : {})
        if (verdictOf(status) !== 'no') wrong.push(`${key} ${person}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  it('S20 S21 S34 holds for every document and role, and what is not theirs looks like what never was', async () => {
    const wrong: string[] = []
    for (const [id, expected] of Object.entries(documents))
      for (const person of everyone) {
        const { status, text } = await ask(person, 'GET', `/clinic-demo/${id}`)
        const never = (await ask(person, 'GET', `/clinic-demo/${id}x`)).text
        if (verdictOf(status) !== expected[person])
          wrong.push(`${id} ${person}: ${status}, not ${expected[person]}`)
        else if (status === 404 && text !== never) wrong.push(`${id} ${person}: ${text}`)
      }
    expect(wrong).toEqual([])
  }, 60_000)

  it('S2 S3 S23 S34 holds for every type that is written, role and patient', async () => {
    const wrong: string[] = []
    let number = 0
    for (const [type, expected] of Object.entries(writes))
      for (const [letter, due] of [
        ['a', expected.ofA],
        ['b', expected.ofB],
      ] as const)
        for (const person of everyone) {
          const document = await newDocument(type, letter, practitionerOf(person as never), ++number)
          const { status, json } = await ask(person, 'POST', '/clinic-demo/_bulk_docs', { docs: [document] })
          const verdict = status === 201 ? (json[0].error ? 'no' : 'yes') : verdictOf(status)
          if (verdict !== due[person])
            wrong.push(`${type} of ${letter} by ${person}: ${json[0]?.reason ?? status}, not ${due[person]}`)
        }
    expect(wrong).toEqual([])
  }, 60_000)
})

/** A sound document of a type about a patient; of the card itself an edit, which leaves the village. */
async function newDocument(type: string, letter: string, author: string, number: number) {
  const settlement = letter === 'a' ? 'д. Заречье' : 'аг. Луговая'
  const [card, visit, prescription] = recordsOf(letter, settlement, author)
  if (type === 'patient') {
    const { json } = await ask('doctor', 'GET', `/clinic-demo/patient:${letter}`)
    return { ...card!, _rev: json._rev, note: String(number) }
  }
  const id = `${type === 'freePrescription' ? 'prescription' : type}:new${number}`
  if (type === 'visit') return { ...visit!, _id: id, rootId: id }
  if (type === 'prescription') return { ...prescription!, _id: id }
  if (type === 'freePrescription') return { ...prescription!, _id: id, payment: 'free' }
  const {
    address: _,
    name: _name,
    sex: _sex,
    birthDate: _date,
    allergies: _all,
    ...frame
  } = card as Record<string, unknown>
  const about = { ...frame, _id: id, type, patientId: `patient:${letter}` }
  return type === 'condition'
    ? { ...about, coding: { system: 'icd-10', code: 'J06.9', display: 'ОРИ' }, clinicalStatus: 'active' }
    : { ...about, month: '2026-11', items: [] }
}
