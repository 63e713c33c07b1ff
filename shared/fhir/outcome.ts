import type { ClinicDocument } from '#shared/domain/registry.ts'

/** Why a resource that is sound is not in our record. The words are in the screen's texts and the CLI's. */
export const leftOutReasons = [
  'no-place',
  'billing',
  'planning',
  'results-kept',
  'documents',
  'devices',
  'technical',
  'name-only',
  'entered-in-error',
  'not-happened',
  'not-done',
  'not-an-order',
  'refuted',
  'no-value',
  'no-encounter',
  'no-known-allergy',
  'unused',
] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

export const importProblemCodes = [
  /** A mandatory field is not there. */
  'required',
  'wrong-type',
  'wrong-value',
  /** Our record does not take the value: too long, outside what is possible. */
  'not-accepted',
  /** A reference that must lead somewhere leads nowhere, or to another person. */
  'unresolved-reference',
  'other-patient',
  'duplicate',
  'no-resource',
  'no-identity',
] as const
export type ImportProblemCode = (typeof importProblemCodes)[number]

/** What is wrong and where: `entry[12].resource.period.start`. Holds no value of the field. */
export interface ImportProblem {
  path: string
  code: ImportProblemCode
}

/** What became of one resource. */
export type ResourceOutcome =
  | { outcome: 'mapped'; documentId: string }
  | { outcome: 'left-out'; reason: LeftOutReason }
  | { outcome: 'invalid'; problems: ImportProblem[] }

export type EntryOutcome = ResourceOutcome & {
  /** Place in the Bundle, from 0. */
  index: number
  resourceType: string
  resourceId: string | undefined
}

export interface UnresolvedReference {
  path: string
  reference: string
}

export interface LeftOut {
  outcome: 'left-out'
  reason: LeftOutReason
}
export const leftOut = (reason: LeftOutReason): LeftOut => ({ outcome: 'left-out', reason })
/** Tells a mapping that gave nothing from one that gave a document. */
export const isLeftOut = (value: object): value is LeftOut =>
  'outcome' in value && value.outcome === 'left-out'

export const mapped = (documentId: string) => ({ outcome: 'mapped', documentId }) as const
export const invalid = (...problems: ImportProblem[]) => ({ outcome: 'invalid', problems }) as const

/** Why nothing of a Bundle can be taken. */
export type BundleRefusal =
  | { kind: 'not-a-bundle'; found: string }
  | { kind: 'no-patient' }
  | { kind: 'several-patients'; count: number }
  | { kind: 'patient-invalid'; problems: ImportProblem[] }

/** One Bundle in our model: every entry is in `entries` exactly once. */
export interface MappedBundle {
  patientId: string
  /** The patient is the last one. */
  documents: ClinicDocument[]
  entries: EntryOutcome[]
  unresolved: UnresolvedReference[]
  /** Fields of mapped resources that our record has no place for, with how often they occurred. */
  unmappedFields: Record<string, number>
  /** Parts of documents (allergies, diagnoses, measurements) that the source has withdrawn: their ids. */
  withdrawn: string[]
}
