import { isoNow } from '../../kit/clock.ts'
import { type CommandContext, newEnvelope } from '../common/command-context.ts'
import { type InboxItem, inboxSchemaVersion } from '../inbox/inbox.schema.ts'
import type { AuditEvent } from './audit-event.schema.ts'

/** Why somebody opens the card of a patient who is not theirs; `other` wants words. */
export const glassReasons = ['emergency', 'substitution', 'patient-present', 'consultation', 'other'] as const
export type GlassReason = (typeof glassReasons)[number]

/** A card that was opened for a reason stays open for the person so long. */
export const glassOpenMs = 24 * 3_600_000

const noticePrefix = 'glass-broken.'

/** Whether these events of a patient let the person in without asking again. */
export const isGlassBroken = (events: readonly AuditEvent[], personId: string, nowMs: number): boolean =>
  events.some(
    ({ action, author, createdAt }) =>
      action === 'glass-broken' &&
      author.id === personId &&
      Math.abs(nowMs - Date.parse(createdAt)) < glassOpenMs,
  )

/** What the head doctor finds in the inbox. */
export function glassNotice(
  patientId: string,
  reason: { code: GlassReason; text?: string },
  context: CommandContext,
): InboxItem {
  return {
    ...newEnvelope('inbox', inboxSchemaVersion, context),
    kind: 'notice',
    status: 'open',
    documentId: patientId,
    documentType: 'patient',
    patientId,
    reason: { code: `${noticePrefix}${reason.code}`, text: reason.text ?? '' },
    occurredAt: isoNow(context.clock),
    openedBy: { id: context.author.id, name: context.author.name },
  }
}

/** Who opened the card and why, of a notice that says so; undefined for any other item. */
export function glassOf(item: InboxItem): { name: string; reason: GlassReason; text: string } | undefined {
  if (item.kind !== 'notice' || !item.reason?.code.startsWith(noticePrefix)) return undefined
  const code = item.reason.code.slice(noticePrefix.length)
  const reason = glassReasons.find((known) => known === code) ?? 'other'
  // Resolving the item makes somebody else its author.
  const openedBy = item.openedBy as { name?: unknown } | undefined
  const name = typeof openedBy?.name === 'string' ? openedBy.name : item.author.name
  return { name, reason, text: item.reason.text }
}
