import { mergeFrozen } from '../common/merge-frozen.ts'
import type { MergeInput, MergeResult } from '../common/merge-rule.ts'
import type { Prescription } from './prescription.schema.ts'

/**
 * Drug and dose never change by a merge; status and dispensing do. Of two contradictory states the one stands by which
 * nothing more is dispensed. Dispensed twice stays visible twice.
 */
export const mergePrescription = (input: MergeInput<Prescription>): MergeResult<Prescription> =>
  mergeFrozen(input, {
    status: { kind: 'rank', order: ['entered-in-error', 'cancelled', 'completed', 'unknown', 'active'] },
    cancelReason: { kind: 'text', maxLength: 500 },
    dispensed: { kind: 'items', rules: {} },
  })
