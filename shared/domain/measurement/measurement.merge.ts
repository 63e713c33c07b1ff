import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult } from '../common/three-way-merge.ts'
import type { Measurements } from './measurement.schema.ts'

/** Measurements of one month from two stations unite; one measurement edited on both sides is a matter for a person. */
export const mergeMeasurements = (input: MergeInput<Measurements>): MergeResult<Measurements> =>
  mergeByRules(input, { items: { kind: 'items', rules: { text: { kind: 'text' } } } })
