import { readFileSync } from 'node:fs'
import { toWire } from '#shared/contract/couch.ts'
import { testContext, testPatient, testVisit } from '../../renderer/data/testing/test-workplace.ts'
import type { RunningServer } from '../contracts/running-server.ts'
import { clinic } from './line.ts'

const context = testContext('one')
const yearsAgo = (years: number) => new Date(Date.now() - years * 365.25 * 24 * 3_600_000).toISOString()

/** When a record of so many years ago was written down: then, too. */
const written = (years: number) => ({
  createdAt: yearsAgo(years),
  updatedAt: `${yearsAgo(years)}-0000-old`,
})

export const visitsOf = (patientId: string, years: number, count: number) =>
  Array.from({ length: count }, () =>
    testVisit(context, patientId, { startedAt: yearsAgo(years), ...written(years) }),
  )

/** A document as it was released, about this patient and of so long ago. */
function recordOf(type: string, patientId: string, years: number, more: object = {}) {
  const file = new URL(`../contracts/schemas/1/${type}.json`, import.meta.url)
  const [released] = JSON.parse(readFileSync(file, 'utf8')) as { id: string }[]
  const { schemaVersion, clinicId, author } = testPatient(context)
  const id = context.makeId(type as 'condition')
  return { ...released, schemaVersion, clinicId, author, ...written(years), id, patientId, ...more }
}

/** Records of four years ago of one patient: what always comes, and what is on demand. */
export function pastOf(patientId: string) {
  const then = yearsAgo(4)
  const issuedOn = then.slice(0, 10)
  return {
    condition: recordOf('condition', patientId, 4),
    active: recordOf('prescription', patientId, 4, { issuedOn, status: 'active' }),
    vaccination: recordOf('immunization', patientId, 4, { occurredAt: issuedOn }),
    ended: recordOf('prescription', patientId, 4, { issuedOn, status: 'completed' }),
    values: recordOf('measurements', patientId, 4, { month: then.slice(0, 7) }),
  }
}

export async function bringIn(server: RunningServer, documents: readonly { id: string }[]): Promise<void> {
  const docs = documents.map((each) => toWire(each as never))
  const { json } = await server.ask('POST', `/${clinic}/_bulk_docs`, { docs })
  const refused = (json as { error?: string; reason?: string }[]).find(({ error }) => error !== undefined)
  if (refused) throw new Error(refused.reason)
}

/** A clinic whose feed begins with the oldest: plain order would bring the patients last. */
export async function oldClinic(server: RunningServer) {
  const patients = Array.from({ length: 40 }, () => testPatient(context))
  const past = patients.flatMap(({ id }) => visitsOf(id, 4, 10))
  const before = patients.flatMap(({ id }) => visitsOf(id, 1.5, 3))
  const now = patients.flatMap(({ id }) => visitsOf(id, 0.2, 2))
  const conditions = patients.map(({ id }) => recordOf('condition', id, 0))
  for (const part of [past, before, now, conditions, patients]) await bringIn(server, part)
  return { patients, past, before, now }
}
