import { afterEach, beforeEach } from 'vitest'
import type { ServerOptions } from '../../sync-server/create-server.ts'
import {
  byAuthor,
  inboxDocument,
  patientDocument,
  prescriptionDocument,
  visitDocument,
} from '../../sync-server/scope/clinic-document.fixture.ts'
import { type Answer, type RunningServer, startTestServer } from '../contracts/running-server.ts'

export type Person = keyof typeof accounts

/** One account of every role in the clinic `demo`; two feldshers with a village each, and a doctor elsewhere. */
export const accounts = {
  doctor: { role: 'doctor' },
  headDoctor: { role: 'head-doctor' },
  feldsherA: { role: 'feldsher', villages: ['д. Заречье'] },
  feldsherB: { role: 'feldsher', villages: ['аг. Луговая'] },
  midwifeA: { role: 'midwife', villages: ['Заречье'] },
  nurse: { role: 'nurse' },
  registrar: { role: 'registrar' },
  statistician: { role: 'statistician' },
  pharmacist: { role: 'pharmacist' },
  patient: { role: 'patient', patientId: 'patient:a' },
  districtIt: { role: 'district-it', clinics: ['demo'], clinicId: '' },
  nationalAdmin: { role: 'national-admin', clinicId: '' },
  stranger: { role: 'doctor', clinicId: 'other' },
} as const satisfies Record<
  string,
  { role: string; villages?: string[]; patientId?: string; clinics?: string[]; clinicId?: string }
>
export const people = Object.keys(accounts) as Person[]

const loginOf = (person: Person): string => person.toLowerCase()
export const signIn = (person: Person): string => `${loginOf(person)}:secret-of-${loginOf(person)}`
export const practitionerOf = (person: Person): string => `practitioner:${person}`

export const accountBody = (person: Person, change: object = {}) => {
  const { role, clinicId = 'demo', ...scope } = { clinicId: 'demo', ...accounts[person] }
  return {
    practitioner: { id: practitionerOf(person), name: 'Иванов Иван Иванович', role, position: '' },
    clinicId,
    facilityId: '',
    ...scope,
    ...change,
  }
}

export const putAccount = (server: RunningServer, person: Person, change: object = {}): Promise<Answer> =>
  server.ask('PUT', `/api/accounts/${loginOf(person)}`, accountBody(person, change))

/** The card `patient:<letter>` in a village and what hangs on it: a visit, a prescription, a remark. */
export function recordsOf(letter: string, settlement: string | undefined, author = practitionerOf('doctor')) {
  const patientId = `patient:${letter}`
  const about = <T extends { _id: string }>(document: T) => byAuthor({ ...document, patientId }, author)
  const signed = <T extends { signature: object }>(document: T): T => ({
    ...document,
    practitioner: { id: author, name: 'Иванов Иван Иванович', role: 'doctor' },
    signature: { ...document.signature, practitionerId: author },
  })
  return [
    byAuthor(
      { ...patientDocument(patientId), ...(settlement ? { address: { settlement, house: '7' } } : {}) },
      author,
    ),
    signed(about(visitDocument(`visit:${letter}`))),
    signed(about(prescriptionDocument(`prescription:${letter}`))),
    byAuthor(
      { ...inboxDocument(`inbox:${letter}`), documentId: `visit:${letter}`, documentType: 'visit' },
      author,
    ),
  ]
}

/** A real server: patients `a` in Заречье, `b` in Луговая, `n` without a village, each with records. */
export async function startScopedClinic(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startTestServer(options)
  for (const clinic of ['demo', 'other'])
    await server.ask('PUT', `/api/clinics/${clinic}`, {
      facilities: [{ id: 'facility:zarechye', name: 'Амбулатория', kind: 'ambulatory' }],
    })
  for (const person of people) {
    const { status, text } = await putAccount(server, person, {
      password: signIn(person).split(':')[1],
    })
    if (status !== 201) throw new Error(`${person}: ${status} ${text}`)
  }
  const docs = [
    ...recordsOf('a', 'д. Заречье'),
    ...recordsOf('b', 'аг. Луговая'),
    ...recordsOf('n', undefined),
  ]
  const { json } = await server.ask('POST', '/clinic-demo/_bulk_docs', { docs }, { as: signIn('doctor') })
  for (const row of json) if (row.error) throw new Error(`${row.id}: ${row.error} ${row.reason}`)
  return server
}

/** Such a clinic of its own for every test of a file. @param use takes the server */
export function scopedClinicForEach(
  use: (server: RunningServer) => void,
  options: Partial<ServerOptions> = {},
): void {
  let server: RunningServer
  beforeEach(async () => {
    server = await startScopedClinic(options)
    use(server)
  })
  afterEach(() => server.stop())
}

/** Asks below an address in the name of a person. */
export const askBelow =
  (server: () => RunningServer, root: string) =>
  (person: Person, method: string, path: string, body?: unknown): Promise<Answer> =>
    server().ask(method, root + path, body, { as: signIn(person) })

/** The ids that a person finds in the feed after a place. */
export async function feedOf(server: RunningServer, person: Person, since = '0') {
  const path = `/clinic-demo/_changes?include_docs=true&since=${since}`
  const { status, json, headers } = await server.ask('GET', path, undefined, { as: signIn(person) })
  if (status !== 200) throw new Error(`${person}: ${status}`)
  const ids: string[] = json.results.map((row: { id: string }) => row.id)
  return {
    ids: ids.sort(),
    last: String(json.last_seq),
    rows: json.results,
    scope: headers.get('lekar-scope'),
  }
}
