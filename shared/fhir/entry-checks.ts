import type { z } from 'zod'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import type { Assembly } from './assembly.ts'
import type { BundleEntry } from './bundle-index.ts'
import type { FhirReference } from './elements.ts'
import type { ImportProblem, ImportProblemCode } from './outcome.ts'
import { refusedByUs } from './read-resource.ts'
import type { ResourceSource } from './source-id.ts'

/** An entry whose identity is known. */
export type SourcedEntry = BundleEntry & { source: ResourceSource }

export const problemAt = (entry: BundleEntry, path: string, code: ImportProblemCode): ImportProblem => ({
  path: `entry[${entry.index}].resource.${path}`,
  code,
})

/** No other person's record may come into this one: a subject that is not the Bundle's patient is a problem. */
export function foreignSubject(
  reference: FhirReference,
  entry: BundleEntry,
  path: string,
  { context }: Assembly,
): ImportProblem | undefined {
  const subject = context.index.resolve(reference, entry, `${path}.reference`)
  if (subject === context.patientEntry) return undefined
  return problemAt(entry, `${path}.reference`, subject ? 'other-patient' : 'unresolved-reference')
}

/** The visit that the Encounter of a reference became. */
export const visitOf = (
  reference: FhirReference | undefined,
  entry: BundleEntry,
  { context, visits }: Assembly,
): Visit | undefined => {
  const encounter = context.index.resolve(reference, entry, 'encounter.reference')
  return encounter && visits.get(encounter)
}

/** Keeps a value that our schema takes; else says what it does not take. */
export function keep<T>(
  schema: z.ZodType<T>,
  value: T,
  entry: BundleEntry,
  put: (value: T) => void,
): ImportProblem[] {
  const problems = refusedByUs(schema, value, entry)
  if (problems.length === 0) put(value)
  return problems
}
