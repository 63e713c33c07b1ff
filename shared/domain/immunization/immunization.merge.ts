import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult } from '../common/three-way-merge.ts'
import type { Immunization } from './immunization.schema.ts'

export const mergeImmunization = (input: MergeInput<Immunization>): MergeResult<Immunization> =>
  mergeByRules(input, { note: { kind: 'text' } })
