import { mergeByRules } from '../common/merge-by-rules.ts'
import {
  conflict,
  type MergeInput,
  type MergeResult,
  type Rule,
  type Rules,
} from '../common/three-way-merge.ts'
import type { Patient } from './patient.schema.ts'

/** An item of which the parts are told apart, nothing is dangerous. */
const plainItems: Rule = { kind: 'items', rules: { note: { kind: 'text' } } }

const rules: Rules = {
  address: { kind: 'members', rules: {} },
  guardian: { kind: 'members', rules: {} },
  previousNames: plainItems,
  identifiers: plainItems,
  contacts: plainItems,
  flags: { kind: 'items', rules: { level: { kind: 'rank', order: ['warning', 'info'] } } },
  allergies: {
    kind: 'items',
    rules: {
      // The more dangerous reading stands until a person has looked.
      criticality: { kind: 'rank', order: ['high', 'unable-to-assess', 'low'] },
      clinicalStatus: { kind: 'rank', order: ['active', 'inactive', 'resolved', 'entered-in-error'] },
      reaction: { kind: 'text' },
    },
  },
  note: { kind: 'text' },
}

/** Names, sex, birth date and personal number changed on both sides: the server's stand and a person is asked. */
export function mergePatient(input: MergeInput<Patient>): MergeResult<Patient> {
  const merged = mergeByRules(input, rules)
  const { noKnownAllergiesAt, ...document } = merged.document
  const hasAllergy = document.allergies?.some((allergy) => allergy.clinicalStatus === 'active')
  if (noKnownAllergiesAt === undefined || !hasAllergy) return merged
  // One side recorded an allergy while the other noted that there is none: the allergy stands.
  const { base, local, server } = input
  const both = local.noKnownAllergiesAt !== undefined && server.noKnownAllergiesAt !== undefined
  if (both && base?.noKnownAllergiesAt !== undefined) return merged
  const path = 'noKnownAllergiesAt'
  const said = conflict(path, base?.noKnownAllergiesAt, local.noKnownAllergiesAt, server.noKnownAllergiesAt)
  const conflicts = [...merged.conflicts.filter((field) => field.path !== path), said]
  return { ...merged, document: document as Patient, conflicts }
}
