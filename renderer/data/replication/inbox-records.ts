import { type CommandContext, newEnvelope } from '#shared/domain/common/command-context.ts'
import { conflictItem } from '#shared/domain/inbox/conflict-item.ts'
import { type ConflictField, type InboxItem, inboxSchemaVersion } from '#shared/domain/inbox/inbox.schema.ts'
import { canonicalJson } from '#shared/kit/canonical-json.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { StoredDocument } from '../storage/stored-document.ts'

export type Hash = (text: string) => Promise<string>

const patientOf = (document: StoredDocument) =>
  document.type === 'patient' ? document.id : document.patientId

const about = (document: StoredDocument) => {
  const patientId = patientOf(document)
  return {
    documentId: document.id,
    documentType: document.type,
    ...(patientId === undefined ? {} : { patientId }),
  }
}

/**
 * The record of two edits that met. Its id comes from the two states themselves, in an order of their own, so that a
 * merge that is tried again, or made on both stations, leaves one record.
 */
export async function conflictRecord(
  local: StoredDocument,
  server: StoredDocument,
  fields: ConflictField[],
  context: CommandContext,
  hash: Hash,
): Promise<InboxItem> {
  const states = [canonicalJson(local), canonicalJson(server)].sort()
  const digest = await hash([local.id, ...states].join('\n'))
  return conflictItem(local, server, fields, context, `inbox:conflict-${digest.slice(0, 40)}`)
}

/**
 * The notice that the server came back from an older backup. Its id comes from the new epoch of the feed: all stations
 * write one notice.
 * @param since a place in the new feed, `<number>-<epoch>`
 */
export async function restoredNotice(since: string, context: CommandContext, hash: Hash): Promise<InboxItem> {
  const digest = await hash(`restored\n${since.slice(since.indexOf('-') + 1)}`)
  const id = `inbox:notice-${digest.slice(0, 40)}`
  return {
    ...newEnvelope('inbox', inboxSchemaVersion, context),
    id,
    kind: 'notice',
    status: 'open',
    documentId: id,
    documentType: 'inbox',
    reason: { code: 'server.restored', text: '' },
    occurredAt: isoNow(context.clock),
  }
}

/** The record of a document that the server refused; one a document and station, the body stays where it is. */
export async function refusalRecord(
  document: StoredDocument,
  stationId: string,
  reason: { code: string; text: string },
  context: CommandContext,
  hash: Hash,
): Promise<InboxItem> {
  const digest = await hash(`${stationId}\n${document.id}`)
  return {
    ...newEnvelope('inbox', inboxSchemaVersion, context),
    id: `inbox:refusal-${digest.slice(0, 40)}`,
    kind: 'refusal',
    status: 'open',
    ...about(document),
    stationId,
    reason: { code: reason.code.slice(0, 100), text: reason.text.slice(0, 2000) },
    occurredAt: isoNow(context.clock),
  }
}
