import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult, Rule, Rules } from '../common/merge-rule.ts'
import { conflict } from '../common/three-way-merge.ts'
import { consentMergeRules, metContradictions } from '../consent/consent.merge.ts'
import type { Patient } from './patient.schema.ts'

/** An item of which the parts are told apart, nothing is dangerous. */
const plainItems: Rule = { kind: 'items', rules: {} }
/** The personal number repeats sex and birth date: half of one person's and half of another's would be neither. */
const identity: Rule = { kind: 'unit', unit: 'identity' }
const substance: Rule = { kind: 'unit', unit: 'substance' }

const rules: Rules = {
  ...consentMergeRules,
  sex: identity,
  birthDate: identity,
  personalNumber: identity,
  // The street of one address with the house of another leads to a stranger.
  address: { kind: 'whole' },
  guardian: { kind: 'whole' },
  catchment: { kind: 'whole' },
  previousNames: plainItems,
  identifiers: plainItems,
  contacts: { kind: 'items', rules: { note: { kind: 'text', maxLength: 200 } } },
  flags: { kind: 'items', rules: { level: { kind: 'rank', order: ['warning', 'info'] } } },
  allergies: {
    kind: 'items',
    rules: {
      substance,
      category: substance,
      // The more dangerous reading stands until a person has looked.
      criticality: { kind: 'rank', order: ['high', 'unable-to-assess', 'low'] },
      clinicalStatus: { kind: 'rank', order: ['active', 'inactive', 'resolved', 'entered-in-error'] },
      reaction: { kind: 'text' },
    },
  },
  note: { kind: 'text' },
}

/** Name or identity changed on both sides: one of the two stands whole, and a person is asked. */
export function mergePatient(input: MergeInput<Patient>): MergeResult<Patient> {
  const byRules = mergeByRules(input, rules)
  const met = metContradictions(input, byRules.document)
  const merged = { ...byRules, conflicts: [...byRules.conflicts, ...met] }
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
