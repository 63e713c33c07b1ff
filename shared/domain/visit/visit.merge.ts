import { mergeFrozen } from '../common/merge-frozen.ts'
import type { MergeInput, MergeResult } from '../common/three-way-merge.ts'
import type { Visit } from './visit.schema.ts'

/** Nothing of a signed or imported visit ever changes; that it was entered in error comes as a new version. */
export const mergeVisit = (input: MergeInput<Visit>): MergeResult<Visit> => mergeFrozen(input, {})
