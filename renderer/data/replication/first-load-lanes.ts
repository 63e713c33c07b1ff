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
 * @param floor the month before which only what is always needed comes; everything comes when left out
 */
export function firstLoadLanes(nowMs: number, floor?: string): Selector[] {
  const bounds = boundsOf(nowMs, floor)
  const others = { type: { $nin: cards } }
  const past = bounds.past.map(isNotSince)
  return [
    { type: { $in: cards } },
    { ...others, $or: bounds.thisYear.map(isSince) },
    { ...others, $or: bounds.yearBefore.map(isSince), $and: bounds.thisYear.map(isNotSince) },
    { ...others, $and: floor === undefined ? past : [...past, ...alwaysNeeded] },
  ]
}

/** What a first sync with this floor left on the server: visits, measurements, prescriptions that have ended. */
export function pastOnDemand(nowMs: number, floor: string): Selector {
  const onDemand = [{ type: { $in: onDemandTypes } }, { type: prescription, status: { $in: ended } }]
  return { $or: onDemand, $and: boundsOf(nowMs, floor).past.map(isNotSince) }
}

/** The first month of which a station holds everything: of the month two years ago. */
export const floorOf = (nowMs: number): string => dayBefore(nowMs, 2 * yearMs).slice(0, 7)

const onDemandTypes = [aggregates.visits.type, aggregates.measurements.type]
const prescription = aggregates.prescriptions.type
/** A prescription that is none of these is shown to whoever prescribes, however old it is. */
const ended = ['completed', 'cancelled', 'entered-in-error']
/** Vaccinations, what may still be taken, and what this version does not know come whatever their age. */
const alwaysNeeded: Selector[] = [
  { type: { $nin: onDemandTypes } },
  { $or: [{ type: { $ne: prescription } }, { status: { $nin: ended } }, { status: { $exists: false } }] },
]

const dayBefore = (nowMs: number, ageMs: number) => new Date(nowMs - ageMs).toISOString().slice(0, 10)

function boundsOf(nowMs: number, floor?: string) {
  const dated = (date: string) => dates.map((field): Bound => [field, date])
  const thisYear: Bound[] = [...dated(dayBefore(nowMs, yearMs)), ['updatedAt', dayBefore(nowMs, 31 * dayMs)]]
  const yearBefore = dated(floor ?? dayBefore(nowMs, 2 * yearMs))
  return { thisYear, yearBefore, past: [...thisYear, ...yearBefore] }
}

type Bound = [field: string, date: string]
const isSince = ([field, date]: Bound): Selector => ({ [field]: { $gte: date } })
/** Said with `$exists`: in Mango a field that is missing fits neither a question nor its negation. */
const isNotSince = ([field, date]: Bound): Selector => ({
  $or: [{ [field]: { $lt: date } }, { [field]: { $exists: false } }],
})
