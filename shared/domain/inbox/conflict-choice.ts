import { joinTexts } from '../common/join-texts.ts'
import type { ConflictField, InboxItem } from './inbox.schema.ts'

/** What a person chose for one field: the one edit, the other, or both texts one after the other. */
export type FieldChoice = 'local' | 'server' | 'both'

/** Signed records never change: their conflicts are read, and put right by an amendment. */
const changeable: ReadonlySet<string> = new Set([
  'patient',
  'condition',
  'immunization',
  'measurements',
  'document-reference',
])
/** What may change in a signed prescription. */
const openInPrescription = /^(status|cancelReason|dispensed)(\.|$)/

/** One PC deleted what another one edited: the edit stayed, there are no fields to choose from. */
export const isDeletionConflict = (item: InboxItem): boolean =>
  item.kind === 'conflict' && (item.fields ?? []).some(({ path }) => path === '')

/** Consents, refusals and restrictions are evidence: both stay, and the card is where a person says which one holds. */
export const isDecidedInCard = ({ path }: Pick<ConflictField, 'path'>): boolean =>
  /^(consents|restrictions|legalGrounds)(\.|$)/.test(path)

/** Whether this conflict can be settled field by field. */
export function isSettledByFields(item: InboxItem): boolean {
  const fields = item.fields ?? []
  if (item.kind !== 'conflict' || fields.some(({ path }) => path === '')) return false
  if (item.documentType === 'prescription') return fields.every(({ path }) => openInPrescription.test(path))
  return changeable.has(item.documentType) && !(fields.length > 0 && fields.every(isDecidedInCard))
}

/** Where two texts one after the other make sense: notes, not streets and names. */
const freeTexts: ReadonlySet<string> = new Set(['note', 'reaction', 'cancelReason'])

export const canKeepBoth = ({ path, local, server }: ConflictField): boolean =>
  freeTexts.has(path.slice(path.lastIndexOf('.') + 1)) &&
  typeof local === 'string' &&
  typeof server === 'string'

/** The value of a field by a choice. */
export function chosenValue(field: ConflictField, choice: FieldChoice): unknown {
  if (choice === 'both' && canKeepBoth(field)) return joinTexts(String(field.local), String(field.server))
  return choice === 'server' ? field.server : field.local
}
