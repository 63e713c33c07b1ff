import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult, Rule } from '../common/merge-rule.ts'
import type { Measurements } from './measurement.schema.ts'

/** A number belongs to its unit and to what was measured. */
const reading: Rule = { kind: 'unit', unit: 'reading' }

/** Measurements of one month from two stations unite; one measurement edited on both sides is a matter for a person. */
export const mergeMeasurements = (input: MergeInput<Measurements>): MergeResult<Measurements> =>
  mergeByRules(input, {
    items: {
      kind: 'items',
      rules: { coding: reading, value: reading, unit: reading, components: reading, text: { kind: 'text' } },
    },
  })
