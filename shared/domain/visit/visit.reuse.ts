import type { CommandContext } from '../common/command-context.ts'
import { newEnvelope } from '../common/command-context.ts'
import { type Condition, conditionSchemaVersion } from '../condition/condition.schema.ts'
import type { Diagnosis, Visit, VisitDraft } from './visit.schema.ts'

const reusedTexts = ['complaints', 'history', 'findings', 'plan'] as const

/** A diagnosis carried into a later visit: what was chronic and new then is known now. */
function carried(diagnosis: Diagnosis, makeId: CommandContext['makeId']): Diagnosis {
  return {
    ...diagnosis,
    id: makeId('diagnosis'),
    ...(diagnosis.course === 'chronic-first' ? { course: 'chronic-known' as const } : {}),
  }
}

/**
 * Fills the empty texts of a draft, and its diagnoses when there are none, from an earlier visit. Nothing written is
 * replaced; measured values are never copied.
 */
export function copyFromVisit(
  draft: VisitDraft,
  earlier: Visit,
  context: Pick<CommandContext, 'makeId'>,
): VisitDraft {
  const filled: VisitDraft = { ...draft }
  for (const name of reusedTexts) {
    const text = earlier[name]
    if (text && !draft[name]?.trim()) filled[name] = text
  }
  if (draft.diagnoses.length === 0)
    filled.diagnoses = earlier.diagnoses.map((diagnosis) => carried(diagnosis, context.makeId))
  return filled
}

/** True when an entry of the problem list is current and about this code. */
const covers = (condition: Condition, diagnosis: Diagnosis): boolean =>
  condition.coding.system === diagnosis.coding.system &&
  condition.coding.code === diagnosis.coding.code &&
  condition.clinicalStatus !== 'resolved' &&
  condition.clinicalStatus !== 'entered-in-error'

/** New problem-list entries for the chosen diagnoses of a signed visit; those already listed are left out. */
export function problemsFromVisit(
  visit: Visit,
  diagnosisIds: readonly string[],
  problemList: readonly Condition[],
  context: CommandContext,
): Condition[] {
  return visit.diagnoses
    .filter(({ id }) => diagnosisIds.includes(id))
    .filter((diagnosis) => !problemList.some((condition) => covers(condition, diagnosis)))
    .map((diagnosis) => ({
      ...newEnvelope('condition', conditionSchemaVersion, context),
      patientId: visit.patientId,
      coding: diagnosis.coding,
      clinicalStatus: 'active',
      certainty: diagnosis.certainty,
      onset: visit.startedAt,
      ...(diagnosis.note ? { note: diagnosis.note } : {}),
      visitId: visit.id,
    }))
}
