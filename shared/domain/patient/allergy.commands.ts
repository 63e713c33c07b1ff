import { isoNow } from '../../kit/clock.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, type FieldProblem, touched } from '../common/command-context.ts'
import type { Allergy, Patient } from './patient.schema.ts'

/** What the form of an allergy holds. */
export interface AllergyDraft {
  substance: Allergy['substance']
  category: Allergy['category']
  criticality: Allergy['criticality']
  reaction?: string
  onset?: string
}

export const activeAllergies = (patient: Pick<Patient, 'allergies'>): Allergy[] =>
  (patient.allergies ?? [])
    .filter(({ clinicalStatus }) => clinicalStatus === 'active')
    .sort((a, b) => rank[a.criticality] - rank[b.criticality])
const rank = { high: 0, 'unable-to-assess': 1, low: 2 }

/** What is known of allergies: some, none (somebody asked on that day), or nobody asked. */
export type AllergyKnowledge =
  | { kind: 'some'; active: Allergy[] }
  | { kind: 'none'; at: string }
  | { kind: 'unasked' }

export function allergyKnowledge(
  patient: Pick<Patient, 'allergies' | 'noKnownAllergiesAt'>,
): AllergyKnowledge {
  const active = activeAllergies(patient)
  if (active.length > 0) return { kind: 'some', active }
  return patient.noKnownAllergiesAt ? { kind: 'none', at: patient.noKnownAllergiesAt } : { kind: 'unasked' }
}

const sameSubstance = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

function problemsOf(patient: Patient, draft: AllergyDraft, ownId?: string): FieldProblem[] {
  const text = draft.substance.text.trim()
  if (!text) return [{ path: 'substance', code: 'allergy.no-substance', severity: 'error' }]
  const repeated = activeAllergies(patient).some(
    (allergy) => allergy.id !== ownId && sameSubstance(allergy.substance.text, text),
  )
  return repeated ? [{ path: 'substance', code: 'allergy.repeated', severity: 'error' }] : []
}

function content(draft: AllergyDraft): AllergyDraft {
  const { reaction, onset, ...rest } = draft
  return {
    ...rest,
    substance: { ...draft.substance, text: draft.substance.text.trim() },
    ...(reaction?.trim() && { reaction: reaction.trim() }),
    ...(onset && { onset }),
  }
}

/** Writes an allergy into the card. A former "no allergies" goes: it is no longer true. */
export function addAllergy(
  patient: Patient,
  draft: AllergyDraft,
  context: CommandContext,
): Result<Patient, FieldProblem[]> {
  const problems = problemsOf(patient, draft)
  if (problems.length > 0) return fail(problems)
  const allergy: Allergy = {
    ...content(draft),
    id: context.makeId('allergy'),
    clinicalStatus: 'active',
    recordedAt: isoNow(context.clock),
    recordedBy: context.author,
  }
  const { noKnownAllergiesAt: _, ...rest } = patient
  return ok(touched({ ...rest, allergies: [...(patient.allergies ?? []), allergy] }, context))
}

/** Changes what an allergy says. */
export function editAllergy(
  patient: Patient,
  allergyId: string,
  draft: AllergyDraft,
  context: CommandContext,
): Result<Patient, FieldProblem[]> {
  const problems = problemsOf(patient, draft, allergyId)
  if (problems.length > 0) return fail(problems)
  return ok(
    withAllergy(patient, allergyId, context, ({ reaction: _reaction, onset: _onset, ...before }) => ({
      ...before,
      ...content(draft),
    })),
  )
}

/** Ends an allergy (it is over, it was written by mistake) or takes the end back. Nothing is deleted. */
export const setAllergyStatus = (
  patient: Patient,
  allergyId: string,
  clinicalStatus: Allergy['clinicalStatus'],
  context: CommandContext,
): Patient => withAllergy(patient, allergyId, context, (before) => ({ ...before, clinicalStatus }))

const withAllergy = (
  patient: Patient,
  allergyId: string,
  context: CommandContext,
  change: (before: Allergy) => Allergy,
): Patient =>
  touched(
    {
      ...patient,
      allergies: (patient.allergies ?? []).map((one) => (one.id === allergyId ? change(one) : one)),
    },
    context,
  )

/** Somebody asked today and there are no allergies. Refused while an active one stands in the card. */
export function confirmNoAllergies(
  patient: Patient,
  context: CommandContext,
): Result<Patient, FieldProblem[]> {
  if (activeAllergies(patient).length > 0)
    return fail([{ path: 'allergies', code: 'allergy.still-active', severity: 'error' }])
  return ok(touched({ ...patient, noKnownAllergiesAt: isoNow(context.clock) }, context))
}
