import { mergeFrozen } from '../common/merge-frozen.ts'
import type { MergeInput, MergeResult } from '../common/three-way-merge.ts'
import type { Prescription } from './prescription.schema.ts'

/** Drug and dose never change by a merge; status and dispensing do. Dispensed twice stays visible twice. */
export const mergePrescription = (input: MergeInput<Prescription>): MergeResult<Prescription> =>
  mergeFrozen(input, {
    status: { kind: 'server' },
    cancelReason: { kind: 'server' },
    dispensed: { kind: 'items', rules: {} },
  })
