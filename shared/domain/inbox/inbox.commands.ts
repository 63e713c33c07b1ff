import { isoNow } from '../../kit/clock.ts'
import { type CommandContext, touched } from '../common/command-context.ts'
import type { ClinicDocument } from '../registry.ts'
import type { InboxItem, Resolution } from './inbox.schema.ts'

/** Marks an item as dealt with. What others resolved before, and contradicted, is replaced by this. */
export function resolveItem(
  { alsoResolved: _, ...item }: InboxItem,
  choice: string,
  context: CommandContext,
  fields?: Resolution['fields'],
): InboxItem {
  const resolution = { choice, at: isoNow(context.clock), by: context.author.name, ...(fields && { fields }) }
  return { ...touched(item, context), status: 'resolved', resolution }
}

/** Opens an item again: the undo of a resolution. */
export function reopenItem(item: InboxItem, context: CommandContext): InboxItem {
  const { resolution: _resolution, alsoResolved: _also, ...open } = touched(item, context)
  return { ...open, status: 'open' }
}

/**
 * Gives a refused document into the administrator's hands: the item then carries the document itself, which otherwise
 * lies on one PC only.
 */
export const handOver = (
  item: InboxItem,
  document: ClinicDocument,
  note: string,
  context: CommandContext,
): InboxItem => ({
  ...touched(item, context),
  local: document as InboxItem['local'],
  handedOver: {
    at: isoNow(context.clock),
    by: context.author.name,
    ...(note.trim() && { note: note.trim() }),
  },
})

/** Takes a refused document back out of the administrator's hands: the item is as it was before it went there. */
export function takeHandOverBack(item: InboxItem, context: CommandContext): InboxItem {
  const { handedOver: _handedOver, local: _local, ...back } = touched(item, context)
  return back
}
