import { isoNow } from '../../kit/clock.ts'
import { isPartialDate, minskDay } from '../../kit/partial-date.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, type FieldProblem, touched } from '../common/command-context.ts'
import type { Envelope } from '../common/envelope.ts'
import type { Consent, ConsentKind, ConsentMembers } from './consent.schema.ts'
import { matterOf, standing } from './consent.state.ts'

type Card = Envelope & ConsentMembers
type Outcome<T> = Result<T, FieldProblem[]>

/** What the form of a consent or refusal holds. */
export interface ConsentDraft {
  kind: ConsentKind
  decision: Consent['decision']
  givenBy: Consent['givenBy']
  textVersion: string
  until?: string
  persons?: { name: string; relation?: string; phone?: string }[]
  about?: string
}

const problem = (path: string, name: string): FieldProblem => ({
  path,
  code: `consent.${name}`,
  severity: 'error',
})

/** Everything that stops a consent or refusal from being recorded. */
export function consentProblems(draft: ConsentDraft, nowMs: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const { who, name, kinship } = draft.givenBy
  if (who === 'representative' && !name?.trim()) problems.push(problem('givenBy.name', 'no-representative'))
  if (who === 'representative' && !kinship?.trim()) problems.push(problem('givenBy.kinship', 'no-kinship'))
  if (draft.until && !isPartialDate(draft.until)) problems.push(problem('until', 'no-such-date'))
  else if (draft.until && draft.until < minskDay(nowMs).slice(0, draft.until.length))
    problems.push(problem('until', 'until-is-past'))
  const named = (draft.persons ?? []).filter(({ name: person }) => person.trim())
  if (draft.kind === 'disclosure' && draft.decision === 'permit' && named.length === 0)
    problems.push(problem('persons', 'nobody-named'))
  if (draft.kind === 'intervention' && !draft.about?.trim())
    problems.push(problem('about', 'no-intervention'))
  return problems
}

const trimmed = <T extends object>(object: T): T =>
  Object.fromEntries(
    Object.entries(object)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value])
      .filter(([, value]) => value !== undefined && value !== ''),
  ) as T

/** Records what the person said; it takes the place of everything said of the same matter that stands in this card. */
export function recordConsent<T extends Card>(
  card: T,
  draft: ConsentDraft,
  context: CommandContext,
): Outcome<T> {
  const problems = consentProblems(draft, context.clock.now())
  if (problems.length > 0) return fail(problems)
  const { persons = [], until, about, ...said } = draft
  const matter = matterOf(draft)
  const replaces = standing(card)
    .filter((one) => matterOf(one) === matter)
    .map(({ id }) => ({ id }))
  const named = persons.filter(({ name }) => name.trim())
  const consent: Consent = {
    ...said,
    id: context.makeId('consent'),
    givenBy: said.givenBy.who === 'patient' ? { who: 'patient' } : trimmed(said.givenBy),
    givenAt: isoNow(context.clock),
    recordedBy: context.author,
    ...(until && { until }),
    ...(about?.trim() && { about: about.trim() }),
    ...(draft.kind === 'disclosure' &&
      named.length > 0 && {
        persons: named.map((person) => ({ ...trimmed(person), id: context.makeId('person') })),
      }),
    ...(replaces.length > 0 && { replaces }),
  }
  return ok(touched({ ...card, consents: [...(card.consents ?? []), consent] }, context))
}

type Act = NonNullable<Consent['withdrawn']>
const actOf = (context: CommandContext, reason?: string): Act => ({
  at: isoNow(context.clock),
  by: context.author,
  ...(reason?.trim() && { reason: reason.trim() }),
})

function withConsent<T extends Card>(
  card: T,
  consentId: string,
  context: CommandContext,
  change: (before: Consent) => Consent,
): Outcome<T> {
  const found = standing(card).some(({ id }) => id === consentId)
  if (!found) return fail([problem('consents', 'gone')])
  const consents = (card.consents ?? []).map((one) => (one.id === consentId ? change(one) : one))
  return ok(touched({ ...card, consents }, context))
}

/** The person takes back a consent, or a refusal. What was said stays in the card. */
export const withdrawConsent = <T extends Card>(
  card: T,
  consentId: string,
  context: CommandContext,
  reason?: string,
): Outcome<T> =>
  withConsent(card, consentId, context, (before) =>
    before.withdrawn ? before : { ...before, withdrawn: actOf(context, reason) },
  )

/** The paper with the signature is in the clinic. */
export const markPaperSigned = <T extends Card>(
  card: T,
  consentId: string,
  context: CommandContext,
): Outcome<T> =>
  withConsent(card, consentId, context, (before) =>
    before.paper ? before : { ...before, paper: actOf(context) },
  )

/** It was written by mistake: it never held, and what it took the place of holds again. */
export const retractConsent = <T extends Card>(
  card: T,
  consentId: string,
  context: CommandContext,
  reason?: string,
): Outcome<T> =>
  withConsent(card, consentId, context, (before) => ({ ...before, retracted: actOf(context, reason) }))

/** A person decides a contradiction: of everything said of this matter, this record holds. */
export function settleContradiction<T extends Card>(
  card: T,
  keptId: string,
  context: CommandContext,
): Outcome<T> {
  const kept = standing(card).find(({ id }) => id === keptId)
  if (!kept) return fail([problem('consents', 'gone')])
  const others = standing(card).filter((one) => one.id !== keptId && matterOf(one) === matterOf(kept))
  const ids = new Set([...(kept.replaces ?? []), ...others].map(({ id }) => id))
  return withConsent(card, keptId, context, (before) => ({
    ...before,
    replaces: [...ids].map((id) => ({ id })),
  }))
}
