import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult, Rule } from '../common/merge-rule.ts'
import type { Immunization } from './immunization.schema.ts'

/** A series and the number of a dose belong to one vaccine. */
const given: Rule = { kind: 'unit', unit: 'given' }

export const mergeImmunization = (input: MergeInput<Immunization>): MergeResult<Immunization> =>
  mergeByRules(input, { vaccine: given, series: given, doseNumber: given, note: { kind: 'text' } })
