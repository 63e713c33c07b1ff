import { sameJson } from '../../kit/canonical-json.ts'

/**
 * Whether this update would change a visit that must stay as it is. Every visit that left the draft is signed or
 * imported, and neither ever changes: an amendment is a new document that names what it `replaces`. Writing the same
 * again is no change.
 */
export function visitUpdateProblem(
  previous: Record<string, unknown>,
  next: Record<string, unknown>,
): 'visit.signed-immutable' | undefined {
  return sameJson(previous, next) ? undefined : 'visit.signed-immutable'
}
