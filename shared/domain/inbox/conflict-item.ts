import { isoNow } from '../../kit/clock.ts'
import { type CommandContext, newEnvelope } from '../common/command-context.ts'
import type { Envelope } from '../common/envelope.ts'
import { type ConflictField, type InboxItem, inboxSchemaVersion } from './inbox.schema.ts'

/**
 * The record of two edits of one document that met: what differs, and both whole documents, so that nothing is lost
 * whatever the merge did.
 * @param id given where the same meeting may be recorded twice; a new one otherwise
 */
export function conflictItem(
  local: Envelope,
  server: Envelope,
  fields: ConflictField[],
  context: CommandContext,
  id: string = context.makeId('inbox'),
): InboxItem {
  const patientId = local.type === 'patient' ? local.id : local.patientId
  return {
    ...newEnvelope('inbox', inboxSchemaVersion, context),
    id,
    kind: 'conflict',
    status: 'open',
    documentId: local.id,
    documentType: local.type,
    ...(typeof patientId === 'string' ? { patientId } : {}),
    fields,
    local,
    server,
    occurredAt: isoNow(context.clock),
  }
}
