import { isPartialDate, minskDay, type PartialDate } from '../../kit/partial-date.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, type FieldProblem, newEnvelope, touched } from '../common/command-context.ts'
import type { Coding } from '../common/envelope.ts'
import { type Condition, conditionSchemaVersion } from './condition.schema.ts'

/** What the form of a problem-list entry holds. */
export interface ConditionDraft {
  coding?: Coding
  onset?: PartialDate
  note?: string
  dispensary?: { group: string; since: PartialDate; intervalMonths?: number; nextOn?: PartialDate }
}

/** Statuses of a problem that is there now. */
export const isCurrent = ({ clinicalStatus }: Pick<Condition, 'clinicalStatus'>): boolean =>
  clinicalStatus === 'active' || clinicalStatus === 'recurrence' || clinicalStatus === 'remission'

/** True when the next dispensary visit should have been before today (`YYYY-MM-DD`). */
export const isOverdue = ({ clinicalStatus, dispensary }: Condition, today: string): boolean =>
  isCurrent({ clinicalStatus }) &&
  dispensary?.nextOn !== undefined &&
  dispensary.nextOn < today.slice(0, dispensary.nextOn.length)

function problemsOf(draft: ConditionDraft, others: readonly Condition[], nowMs: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const report = (path: string, name: string, severity: FieldProblem['severity'] = 'error') =>
    problems.push({ path, code: `condition.${name}`, severity })
  const { coding, onset, dispensary } = draft
  if (!coding) report('coding', 'no-diagnosis')
  else if (others.some((other) => isCurrent(other) && other.coding.code === coding.code))
    report('coding', 'repeated')
  if (onset && !isPartialDate(onset)) report('onset', 'no-such-date')
  else if (onset && onset > minskDay(nowMs)) report('onset', 'onset-in-future')
  if (dispensary) {
    if (!dispensary.group) report('dispensary.group', 'no-group')
    if (!isPartialDate(dispensary.since)) report('dispensary.since', 'no-such-date')
    if (dispensary.nextOn && !isPartialDate(dispensary.nextOn)) report('dispensary.nextOn', 'no-such-date')
    else if (dispensary.nextOn && dispensary.nextOn < dispensary.since)
      report('dispensary.nextOn', 'next-before-since')
  }
  return problems
}

function content(draft: ConditionDraft): Pick<Condition, 'onset' | 'note' | 'dispensary'> {
  return {
    ...(draft.onset && { onset: draft.onset }),
    ...(draft.note?.trim() && { note: draft.note.trim() }),
    ...(draft.dispensary && { dispensary: draft.dispensary }),
  }
}

/** Puts a diagnosis on the problem list; `others` is the list so far. */
export function addCondition(
  patientId: string,
  draft: ConditionDraft,
  others: readonly Condition[],
  context: CommandContext,
): Result<Condition, FieldProblem[]> {
  const problems = problemsOf(draft, others, context.clock.now())
  if (problems.length > 0 || !draft.coding) return fail(problems)
  return ok({
    ...newEnvelope('condition', conditionSchemaVersion, context),
    patientId,
    coding: draft.coding,
    clinicalStatus: 'active',
    certainty: 'final',
    ...content(draft),
  })
}

/** Changes an entry: its diagnosis, dates, words, dispensary observation. */
export function editCondition(
  condition: Condition,
  draft: ConditionDraft,
  others: readonly Condition[],
  context: CommandContext,
): Result<Condition, FieldProblem[]> {
  const rivals = others.filter(({ id }) => id !== condition.id)
  const problems = problemsOf(draft, rivals, context.clock.now())
  if (problems.length > 0 || !draft.coding) return fail(problems)
  const { onset: _onset, note: _note, dispensary, ...kept } = condition
  const next = content(draft)
  return ok(
    touched(
      {
        ...kept,
        coding: draft.coding,
        ...next,
        ...(next.dispensary && { dispensary: { ...withoutSchedule(dispensary), ...next.dispensary } }),
      },
      context,
    ),
  )
}

function withoutSchedule(dispensary: Condition['dispensary']) {
  if (!dispensary) return {}
  const { intervalMonths: _interval, nextOn: _next, ...kept } = dispensary
  return kept
}

/** Resolved, in remission, entered in error, or active again. A resolved entry gets the day of its end. */
export function setConditionStatus(
  condition: Condition,
  clinicalStatus: Condition['clinicalStatus'],
  context: CommandContext,
): Condition {
  const { abatement, ...kept } = condition
  const over = clinicalStatus === 'resolved' || clinicalStatus === 'inactive'
  const end = over ? (abatement ?? minskDay(context.clock.now())) : undefined
  return touched({ ...kept, clinicalStatus, ...(end && { abatement: end }) }, context)
}
