import type { Result } from '../../kit/result.ts'
import type { FieldProblem } from '../common/command-context.ts'
import type { ConsentDraft } from './consent.commands.ts'
import type { ConsentKind } from './consent.schema.ts'

/** What a patient says in a test: a consent or a refusal of their own. */
export const said = (
  kind: ConsentKind,
  decision: ConsentDraft['decision'],
  changes: Partial<ConsentDraft> = {},
): ConsentDraft => ({ kind, decision, givenBy: { who: 'patient' }, textVersion: `${kind}/test`, ...changes })

/** The value of a command that must succeed. */
export function done<T>(result: Result<T, FieldProblem[]>): T {
  if (!result.ok) throw new Error(result.error.map(({ code }) => code).join(', '))
  return result.value
}
