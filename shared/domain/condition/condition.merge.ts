import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult } from '../common/three-way-merge.ts'
import type { Condition } from './condition.schema.ts'

/** The diagnosis and its status changed on both sides: the server's stand and a person is asked. */
export const mergeCondition = (input: MergeInput<Condition>): MergeResult<Condition> =>
  mergeByRules(input, { note: { kind: 'text' }, dispensary: { kind: 'members', rules: {} } })
