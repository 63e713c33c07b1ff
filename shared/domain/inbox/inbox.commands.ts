import { isoNow } from '../../kit/clock.ts'
import { fail, ok, type Result } from '../../kit/result.ts'
import { type CommandContext, touched } from '../common/command-context.ts'
import { joinTexts } from '../common/join-texts.ts'
import { aggregates, type ClinicDocument, collectionOfType } from '../registry.ts'
import { withValueAt } from './document-path.ts'
import type { ConflictField, InboxItem } from './inbox.schema.ts'

/** What a person chose for one field: the one edit, the other, or both texts one after the other. */
export type FieldChoice = 'local' | 'server' | 'both'

/** Signed records never change: their conflicts are read, and put right by an amendment. */
const changeable: ReadonlySet<string> = new Set(['patient', 'condition', 'immunization'])

/** One PC deleted what another one edited: the edit stayed, there are no fields to choose from. */
export const isDeletionConflict = (item: InboxItem): boolean =>
  item.kind === 'conflict' && (item.fields ?? []).some(({ path }) => path === '')

/** Whether this conflict can be settled field by field. */
export const isSettledByFields = (item: InboxItem): boolean =>
  item.kind === 'conflict' &&
  changeable.has(item.documentType) &&
  (item.fields ?? []).every(({ path }) => path !== '')

/** Where two texts one after the other make sense: notes, not streets and names. */
const freeTexts: ReadonlySet<string> = new Set(['note', 'reaction'])

export const canKeepBoth = ({ path, local, server }: ConflictField): boolean =>
  freeTexts.has(path.slice(path.lastIndexOf('.') + 1)) &&
  typeof local === 'string' &&
  typeof server === 'string'

/** The value of a field by a choice. */
export function chosenValue(field: ConflictField, choice: FieldChoice): unknown {
  if (choice === 'both' && canKeepBoth(field)) {
    const base = typeof field.base === 'string' ? field.base : ''
    return joinTexts(base, String(field.local), String(field.server))
  }
  return choice === 'server' ? field.server : field.local
}

/** Marks an item as dealt with. */
export function resolveItem(item: InboxItem, choice: string, context: CommandContext): InboxItem {
  const resolution = { choice, at: isoNow(context.clock), by: context.author.name }
  return { ...touched(item, context), status: 'resolved', resolution }
}

/** Opens an item again: the undo of a resolution. */
export function reopenItem(item: InboxItem, context: CommandContext): InboxItem {
  const { resolution: _, ...open } = touched(item, context)
  return { ...open, status: 'open' }
}

/**
 * Puts the chosen values into the document as it stands now and marks the item as resolved; both are to be saved
 * together. Fields without a choice stay as they are. Fails with the path where the result would not be a valid
 * document.
 */
export function settleConflict(
  item: InboxItem,
  current: ClinicDocument,
  choices: Readonly<Record<string, FieldChoice>>,
  context: CommandContext,
): Result<{ document: ClinicDocument; item: InboxItem }, { path: string }> {
  let next = current
  for (const field of item.fields ?? []) {
    const choice = choices[field.path]
    if (choice) next = withValueAt(next, field.path, chosenValue(field, choice))
  }
  const collection = collectionOfType(current.type)
  const checked = collection && aggregates[collection].schema.safeParse(next)
  if (!checked?.success) return fail({ path: checked?.error.issues[0]?.path.join('.') ?? '' })
  return ok({ document: touched(next, context), item: resolveItem(item, 'fields', context) })
}
