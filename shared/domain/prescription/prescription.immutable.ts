import { sameJson } from '../../kit/canonical-json.ts'

/** What may change in a signed prescription, and the marks of who changed it, when, by which clock, and what was joined. */
export const prescriptionOpenMembers: ReadonlySet<string> = new Set([
  'status',
  'cancelReason',
  'dispensed',
  'updatedAt',
  'author',
  'clockOffMs',
  'merges',
  'decided',
])

/**
 * Whether this update would change a signed prescription in more than its status, the reason for it, and dispensing.
 * A prescription without a signature may change freely.
 */
export function prescriptionUpdateProblem(
  previous: Record<string, unknown>,
  next: Record<string, unknown>,
): 'prescription.signed-immutable' | undefined {
  if (previous.signature === undefined) return undefined
  return sameJson(fixedPart(previous), fixedPart(next)) ? undefined : 'prescription.signed-immutable'
}

const fixedPart = (document: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([name]) => !prescriptionOpenMembers.has(name)))
