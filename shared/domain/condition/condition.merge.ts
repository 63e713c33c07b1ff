import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult, Rule } from '../common/merge-rule.ts'
import type { Condition } from './condition.schema.ts'

/** "Resolved" said of one diagnosis must not stand beside another one. */
const diagnosis: Rule = { kind: 'unit', unit: 'diagnosis' }

/** The diagnosis with its state, changed on both sides in any part, is a matter for a person. */
export const mergeCondition = (input: MergeInput<Condition>): MergeResult<Condition> =>
  mergeByRules(input, {
    coding: diagnosis,
    certainty: diagnosis,
    clinicalStatus: diagnosis,
    abatement: diagnosis,
    note: { kind: 'text' },
    dispensary: { kind: 'members', rules: {} },
  })
