import {
  decisionsOf,
  envelopeRules,
  laterAuthor,
  mergedDecisions,
  withoutFollowing,
} from './envelope.merge.ts'
import type { Envelope } from './envelope.ts'
import { unitedRecords } from './merge-record.ts'
import type { MergeInput, MergeResult, Rules } from './merge-rule.ts'
import { mergeMembers } from './three-way-merge.ts'

/** The merge of an aggregate whose fields may all change: its rules and those of every document. */
export function mergeByRules<T extends Envelope>(input: MergeInput<T>, rules: Rules): MergeResult<T> {
  const all = { ...envelopeRules, ...rules }
  const { document, conflicts, joined } = mergeMembers(withoutFollowing(input), all, '', decisionsOf(input))
  const following = { author: laterAuthor(input), ...mergedDecisions(input), ...unitedRecords(input) }
  return { document: { ...document, ...following } as unknown as T, conflicts, joined }
}
