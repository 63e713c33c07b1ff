import { mergeFrozen } from '../common/merge-frozen.ts'
import type { MergeInput, MergeResult } from '../common/three-way-merge.ts'
import type { Visit } from './visit.schema.ts'

/** Only the status of a signed visit may change: that it was entered in error stands once somebody said so. */
export const mergeVisit = (input: MergeInput<Visit>): MergeResult<Visit> =>
  mergeFrozen(input, { status: { kind: 'rank', order: ['entered-in-error', 'signed', 'imported'] } })
