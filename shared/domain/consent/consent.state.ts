import { minskDay } from '../../kit/partial-date.ts'
import type { Consent, ConsentKind, ConsentMembers, LegalGround, Restriction } from './consent.schema.ts'

/** What holds of one matter. `contradiction`: a consent and a refusal that did not know of each other; the refusal counts. */
export type ConsentState =
  | { kind: 'unasked' }
  | { kind: 'permitted'; by: Consent }
  | { kind: 'refused'; by: Consent; contradiction: boolean }
  /** The last word was a consent, and it was taken back. */
  | { kind: 'withdrawn'; by: Consent }

const isPast = (until: string | undefined, day: string): boolean =>
  until !== undefined && day.slice(0, until.length) > until

/** Written, not retracted. */
export const standing = ({ consents = [] }: ConsentMembers): Consent[] =>
  consents.filter(({ retracted }) => !retracted)

/**
 * The matter a consent is about: interventions and named persons are told apart, of the rest there is one each. A refusal
 * to tell anybody stands beside consents that name persons.
 */
export const matterOf = ({ kind, about }: Pick<Consent, 'kind' | 'about'>): string =>
  kind === 'intervention' ? `${kind} ${(about ?? '').trim().toLowerCase()}` : kind

/**
 * The records of one matter that nothing has taken the place of. Which came later is told by what each names as replaced,
 * never by clocks: two stations that did not know of each other leave two.
 */
function lastWords(records: readonly Consent[]): Consent[] {
  const replaced = (one: Consent, by: Consent) =>
    by.id !== one.id &&
    (by.replaces ?? []).some(({ id }) => id === one.id) &&
    !(one.replaces ?? []).some(({ id }) => id === by.id)
  const last = records.filter((one) => !records.some((by) => replaced(one, by)))
  // Records that replace each other in a ring say nothing of an order: all of them count.
  return last.length > 0 ? last : [...records]
}

const newest = (records: readonly Consent[]): Consent | undefined =>
  [...records].sort((a, b) => (a.givenAt < b.givenAt || (a.givenAt === b.givenAt && a.id < b.id) ? 1 : -1))[0]

/** What holds of a matter at a moment, out of its records. */
function stateOfRecords(records: readonly Consent[], day: string): ConsentState {
  const last = lastWords(records)
  const live = last.filter(({ withdrawn, until }) => !withdrawn && !isPast(until, day))
  const refusal = newest(live.filter(({ decision }) => decision === 'deny'))
  const permit = newest(live.filter(({ decision }) => decision === 'permit'))
  if (refusal) return { kind: 'refused', by: refusal, contradiction: permit !== undefined }
  const takenBack = newest(last.filter(({ decision, withdrawn }) => decision === 'permit' && withdrawn))
  // Two stations, one consent, one of them heard it taken back: what protects more counts.
  if (takenBack) return { kind: 'withdrawn', by: takenBack }
  return permit ? { kind: 'permitted', by: permit } : { kind: 'unasked' }
}

/** What holds of a kind of consent. Of interventions each is a matter of its own: pass `about`. */
export function consentState(
  members: ConsentMembers,
  kind: ConsentKind,
  nowMs: number,
  about?: string,
): ConsentState {
  const matter = matterOf({ kind, about })
  return stateOfRecords(
    standing(members).filter((consent) => matterOf(consent) === matter),
    minskDay(nowMs),
  )
}

/** Every matter that was ever spoken of, with what holds of it. */
export function consentMatters(
  members: ConsentMembers,
  nowMs: number,
): { matter: string; state: ConsentState }[] {
  const matters = new Map<string, Consent[]>()
  for (const consent of standing(members))
    matters.set(matterOf(consent), [...(matters.get(matterOf(consent)) ?? []), consent])
  const day = minskDay(nowMs)
  return [...matters].map(([matter, records]) => ({ matter, state: stateOfRecords(records, day) }))
}

/**
 * Matters of which a consent and a refusal both stand as last words, whatever the day: those that ended by their date are
 * in, so that a merge gives the same at any time.
 */
export function contradictions(members: ConsentMembers): { matter: string; records: Consent[] }[] {
  const records = standing(members)
  return [...new Set(records.map(matterOf))].flatMap((matter) => {
    const last = lastWords(records.filter((one) => matterOf(one) === matter)).filter((one) => !one.withdrawn)
    const both = new Set(last.map(({ decision }) => decision)).size > 1
    return both ? [{ matter, records: last }] : []
  })
}

/** The restrictions of processing in force on a day (`YYYY-MM-DD`). */
export const restrictionsOn = ({ restrictions = [] }: ConsentMembers, day: string): Restriction[] =>
  restrictions.filter(({ lifted, until }) => !lifted && !isPast(until, day))

/** The restrictions of processing in force. */
export const restrictionsNow = (members: ConsentMembers, nowMs: number): Restriction[] =>
  restrictionsOn(members, minskDay(nowMs))

/** The demands in force that the law puts above refusals. */
export const legalGroundsNow = ({ legalGrounds = [] }: ConsentMembers, nowMs: number): LegalGround[] =>
  legalGrounds.filter(({ ended, until }) => !ended && !isPast(until, minskDay(nowMs)))
