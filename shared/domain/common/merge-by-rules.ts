import { envelopeRules, laterAuthor, withoutAuthor } from './envelope.merge.ts'
import type { Envelope } from './envelope.ts'
import { type MergeInput, type MergeResult, mergeMembers, type Rules } from './three-way-merge.ts'

/** The merge of an aggregate whose fields may all change: its rules and those of every document. */
export function mergeByRules<T extends Envelope>(input: MergeInput<T>, rules: Rules): MergeResult<T> {
  const { document, conflicts, joined } = mergeMembers(withoutAuthor(input), { ...envelopeRules, ...rules })
  return { document: { ...document, author: laterAuthor(input) } as unknown as T, conflicts, joined }
}
