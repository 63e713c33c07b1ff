import { aggregates } from '#shared/domain/registry.ts'

/** A Mango selector of the changes feed. */
export type Selector = Record<string, unknown>

/** After this lane the workplace follows the feed; what is left comes beside the daily work. */
export const lanesBeforeWork = 2

/** What every card and list needs first; a handful of kilobytes a hundred patients. */
const cards = [aggregates.patients.type, aggregates.conditions.type, aggregates.inbox.type]
/** The clinical date of the other types. */
const dates = ['startedAt', 'issuedOn', 'month', 'occurredAt']

const yearMs = 365.25 * 24 * 3_600_000
const dayMs = 24 * 3_600_000

/**
 * In what order a first sync brings the clinic: patients, problem lists and inbox; what is of the last twelve months or
 * was edited this month; the year before; the past. Every document is in exactly one lane, types that only a newer
 * version knows in the last.
 */
export function firstLoadLanes(nowMs: number): Selector[] {
  const since = (ageMs: number) => new Date(nowMs - ageMs).toISOString().slice(0, 10)
  const dated = (date: string) => dates.map((field): Bound => [field, date])
  const thisYear: Bound[] = [...dated(since(yearMs)), ['updatedAt', since(31 * dayMs)]]
  const yearBefore = dated(since(2 * yearMs))
  const others = { type: { $nin: cards } }
  return [
    { type: { $in: cards } },
    { ...others, $or: thisYear.map(isSince) },
    { ...others, $or: yearBefore.map(isSince), $and: thisYear.map(isNotSince) },
    { ...others, $and: [...thisYear, ...yearBefore].map(isNotSince) },
  ]
}

type Bound = [field: string, date: string]
const isSince = ([field, date]: Bound): Selector => ({ [field]: { $gte: date } })
/** Said with `$exists`: in Mango a field that is missing fits neither a question nor its negation. */
const isNotSince = ([field, date]: Bound): Selector => ({
  $or: [{ [field]: { $lt: date } }, { [field]: { $exists: false } }],
})
