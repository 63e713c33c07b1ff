import { isoNow } from '../../kit/clock.ts'
import { isPartialDate, minskDay } from '../../kit/partial-date.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, type FieldProblem, touched } from '../common/command-context.ts'
import type { Envelope } from '../common/envelope.ts'
import type { ConsentMembers, LegalGround, Restriction } from './consent.schema.ts'
import { legalGroundsOn } from './legal-grounds.ts'
import { restrictionGroundsOn } from './restriction-grounds.ts'

type Card = Envelope & ConsentMembers
type Outcome<T> = Result<T, FieldProblem[]>

/** Whose word puts the law above a patient's refusal. */
const groundRecorders: ReadonlySet<string> = new Set(['head-doctor', 'admin'])
export const mayRecordLegalGround = (role: string): boolean => groundRecorders.has(role)

const problem = (path: string, name: string): FieldProblem => ({
  path,
  code: `consent.${name}`,
  severity: 'error',
})

/** Restricts processing: from now nothing of this card is exported, shared or printed. Anybody who treats may do it. */
export function restrictCard<T extends Card>(
  card: T,
  draft: { ground: string; reason?: string; until?: string },
  context: CommandContext,
): Outcome<T> {
  const today = minskDay(context.clock.now())
  const problems: FieldProblem[] = []
  if (!restrictionGroundsOn(today).some(({ code }) => code === draft.ground))
    problems.push(problem('ground', 'no-ground'))
  if (draft.until && !isPartialDate(draft.until)) problems.push(problem('until', 'no-such-date'))
  else if (draft.until && draft.until < today.slice(0, draft.until.length))
    problems.push(problem('until', 'until-is-past'))
  if (problems.length > 0) return fail(problems)
  const restriction: Restriction = {
    id: context.makeId('restriction'),
    ground: draft.ground,
    since: isoNow(context.clock),
    recordedBy: context.author,
    ...(draft.reason?.trim() && { reason: draft.reason.trim() }),
    ...(draft.until && { until: draft.until }),
  }
  return ok(touched({ ...card, restrictions: [...(card.restrictions ?? []), restriction] }, context))
}

/** Lifts a restriction; without a reason it stays. */
export function liftRestriction<T extends Card>(
  card: T,
  restrictionId: string,
  reason: string,
  context: CommandContext,
): Outcome<T> {
  if (!reason.trim()) return fail([problem('reason', 'no-reason')])
  const lifted = { at: isoNow(context.clock), by: context.author, reason: reason.trim() }
  const restrictions = (card.restrictions ?? []).map((one) =>
    one.id === restrictionId && !one.lifted ? { ...one, lifted } : one,
  )
  return ok(touched({ ...card, restrictions }, context))
}

/** A demand that the law puts above refusals, with who demands it and by which paper; has an end. */
export function recordLegalGround<T extends Card>(
  card: T,
  draft: { ground: string; demandedBy: string; number?: string; demandedOn: string; until: string },
  context: CommandContext,
): Outcome<T> {
  const today = minskDay(context.clock.now())
  const problems: FieldProblem[] = []
  if (!mayRecordLegalGround(context.author.role)) problems.push(problem('ground', 'ground-not-yours'))
  if (!legalGroundsOn(today).some(({ code }) => code === draft.ground))
    problems.push(problem('ground', 'no-ground'))
  if (!draft.demandedBy.trim()) problems.push(problem('demandedBy', 'no-demand'))
  if (!isPartialDate(draft.demandedOn) || draft.demandedOn > today)
    problems.push(problem('demandedOn', 'no-such-date'))
  if (!isPartialDate(draft.until)) problems.push(problem('until', 'no-such-date'))
  else if (draft.until < today.slice(0, draft.until.length)) problems.push(problem('until', 'until-is-past'))
  if (problems.length > 0) return fail(problems)
  const ground: LegalGround = {
    id: context.makeId('legal-ground'),
    ground: draft.ground,
    demandedBy: draft.demandedBy.trim(),
    ...(draft.number?.trim() && { number: draft.number.trim() }),
    demandedOn: draft.demandedOn,
    at: isoNow(context.clock),
    until: draft.until,
    recordedBy: context.author,
  }
  return ok(touched({ ...card, legalGrounds: [...(card.legalGrounds ?? []), ground] }, context))
}

/** Ends a legal ground before its date: the refusal counts again. */
export function endLegalGround<T extends Card>(
  card: T,
  groundId: string,
  reason: string,
  context: CommandContext,
): Outcome<T> {
  const ended = {
    at: isoNow(context.clock),
    by: context.author,
    ...(reason.trim() && { reason: reason.trim() }),
  }
  const legalGrounds = (card.legalGrounds ?? []).map((one) =>
    one.id === groundId && !one.ended ? { ...one, ended } : one,
  )
  return ok(touched({ ...card, legalGrounds }, context))
}
