import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, type FieldProblem, newEnvelope, touched } from '../common/command-context.ts'
import { conflictItem } from '../inbox/conflict-item.ts'
import { withValueAt } from '../inbox/document-path.ts'
import type { InboxItem } from '../inbox/inbox.schema.ts'
import { type PatientDraft, tidyPatientDraft } from './patient.draft.ts'
import { mergePatient } from './patient.merge.ts'
import { patientProblems } from './patient.rules.ts'
import { type Patient, patientSchemaVersion } from './patient.schema.ts'

/** Fields the form owns. An empty one is removed from the card; every other field of the card stays as it is. */
const optionalFields = [
  'nameBe',
  'nameLatin',
  'deceasedAt',
  'personalNumber',
  'address',
  'guardian',
  'catchment',
  'bloodGroup',
  'note',
] as const

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field of the form over what the card had: members that only a newer version knows are kept. */
function over(before: unknown, after: unknown, known: readonly string[]): unknown {
  if (!isObject(before) || !isObject(after)) return after
  const unknownMembers = Object.entries(before).filter(([key]) => !known.includes(key))
  return { ...Object.fromEntries(unknownMembers), ...after }
}

const nameParts = ['family', 'given', 'patronymic']
const knownMembers: Record<string, readonly string[]> = {
  name: nameParts,
  nameBe: nameParts,
  nameLatin: nameParts,
  address: ['region', 'district', 'selsovet', 'settlement', 'street', 'house', 'flat', 'soato', 'text'],
  guardian: ['name', 'relation', 'phone'],
  catchment: ['stationId', 'stationName'],
}

function withDraft<T extends Partial<Patient>>(base: T, draft: PatientDraft): T {
  const next: Record<string, unknown> = {
    ...base,
    name: over(base.name, draft.name, nameParts),
    sex: draft.sex,
    birthDate: draft.birthDate,
  }
  for (const field of optionalFields) {
    if (draft[field] === undefined) delete next[field]
    else next[field] = over(base[field], draft[field], knownMembers[field] ?? [])
  }
  for (const field of ['contacts', 'previousNames'] as const) {
    if (draft[field].length === 0) delete next[field]
    else next[field] = draft[field]
  }
  return next as T
}

const errorsOf = (draft: PatientDraft, context: CommandContext): FieldProblem[] =>
  patientProblems(draft, context.clock.now()).filter(({ severity }) => severity === 'error')

/** A new card from what was typed, or what stops it. */
export function registerPatient(
  typed: PatientDraft,
  context: CommandContext,
): Result<Patient, FieldProblem[]> {
  const draft = tidyPatientDraft(typed)
  const problems = errorsOf(draft, context)
  if (problems.length > 0) return fail(problems)
  const envelope = newEnvelope('patient', patientSchemaVersion, context)
  return ok(withDraft(envelope as typeof envelope & Partial<Patient>, draft) as Patient)
}

/** The card with its identity as typed now. Allergies, flags and fields of newer versions stay untouched. */
export function editPatient(
  patient: Patient,
  typed: PatientDraft,
  context: CommandContext,
): Result<Patient, FieldProblem[]> {
  const draft = tidyPatientDraft(typed)
  const problems = errorsOf(draft, context)
  if (problems.length > 0) return fail(problems)
  return ok(touched(withDraft(patient, draft), context))
}

/**
 * Puts an edit into the card as it stands now: what arrived while the form was open stays. Of a field that both
 * changed the value typed now stands, being the later one, and `met` keeps the other for a person to see.
 * @param opened the card as the form showed it
 * @param edited the card as it was typed
 */
export function editOnto(
  opened: Patient,
  edited: Patient,
  current: Patient,
  context: CommandContext,
): { patient: Patient; met: InboxItem | undefined } {
  const { document, conflicts } = mergePatient({ base: opened, local: edited, server: current })
  const typed = conflicts.reduce((card, { path, local }) => withValueAt(card, path, local), document)
  return {
    patient: { ...typed, updatedAt: edited.updatedAt, author: edited.author },
    met: conflicts.length === 0 ? undefined : conflictItem(edited, current, conflicts, context),
  }
}
