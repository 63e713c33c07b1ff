import { sameJson } from '../../kit/canonical-json.ts'

/** What changes when a drug is handed over, and the marks of who changed it and how edits were joined. */
const changedByDispensing = new Set([
  'status',
  'dispensed',
  'updatedAt',
  'author',
  'clockOffMs',
  'merges',
  'decided',
])

const rest = (document: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !changedByDispensing.has(name)))

/** Whether this is a prescription that waited and of which something, or all, has been dispensed: nothing else changed. */
export function isDispensing(
  previous: Record<string, unknown> | undefined,
  next: Record<string, unknown>,
): boolean {
  if (previous?.status !== 'active') return false
  if (next.status !== 'active' && next.status !== 'completed') return false
  return sameJson(rest(previous), rest(next))
}
