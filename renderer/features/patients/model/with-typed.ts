import type { AllergyDraft } from '#shared/domain/patient/allergy.commands.ts'
import type { QuickAllergies } from './kept-card-form.ts'

/** Takes the line that is being typed into the list: by its button, and when the card is saved without it. */
export function withTyped(
  allergies: QuickAllergies,
  criticality: AllergyDraft['criticality'] = 'unable-to-assess',
): QuickAllergies {
  const text = allergies.typed.trim()
  const isNew = allergies.added.every(({ substance }) => substance.text.toLowerCase() !== text.toLowerCase())
  if (!text || !isNew) return { ...allergies, typed: '' }
  const allergy: AllergyDraft = { substance: { text }, category: 'medication', criticality }
  return { confirmedNone: false, typed: '', added: [...allergies.added, allergy] }
}
