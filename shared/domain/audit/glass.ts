import { isoNow } from '../../kit/clock.ts'
import { type CommandContext, newEnvelope } from '../common/command-context.ts'
import { type InboxItem, inboxSchemaVersion } from '../inbox/inbox.schema.ts'
import type { AuditEvent } from './audit-event.schema.ts'

/** Why somebody opens a card that asks for a reason; `other` wants words. */
export const glassReasons = [
  'treatment',
  'emergency',
  'substitution',
  'patient-present',
  'consultation',
  'data-request',
  'other',
] as const
export type GlassReason = (typeof glassReasons)[number]

/**
 * Why a card asks for a reason: the patient is somebody else's, its processing is restricted, or both. Stands in the
 * event as its `means`; events of before it, and those of the server, are of a foreign card.
 */
export const glassKinds = ['foreign', 'restricted', 'foreign-restricted'] as const
export type GlassKind = (typeof glassKinds)[number]

/** What the card asks a reason for; undefined for one that opens by itself. */
export function glassKindOf(card: { foreign: boolean; restricted: boolean }): GlassKind | undefined {
  if (card.restricted) return card.foreign ? 'foreign-restricted' : 'restricted'
  return card.foreign ? 'foreign' : undefined
}

/** Whether processing was restricted. */
export const isOfRestricted = (kind: string | undefined): boolean =>
  kind === 'restricted' || kind === 'foreign-restricted'
const isOfForeign = (kind: string | undefined): boolean => kind !== 'restricted'

/**
 * The reasons that fit: a card that is only foreign is opened to help; a blocked one also because of the data itself, and
 * the treating doctor says that the treatment needs it.
 * @param treats whether this person looks after patients
 */
export function glassReasonsFor(kind: GlassKind, treats: boolean): readonly GlassReason[] {
  const unfit: GlassReason[] = [
    ...(kind !== 'restricted' || !treats ? (['treatment'] as const) : []),
    ...(isOfRestricted(kind) ? [] : (['data-request'] as const)),
  ]
  return glassReasons.filter((reason) => !unfit.includes(reason))
}

/** A card that was opened for a reason stays open for the person so long. */
export const glassOpenMs = 24 * 3_600_000

const noticePrefix = 'glass-broken.'

/**
 * Whether these events of a patient let the person in without asking again. A reason that was given before the card was
 * blocked does not open the block.
 */
export function isGlassBroken(
  events: readonly AuditEvent[],
  kind: GlassKind,
  personId: string,
  nowMs: number,
): boolean {
  const given = events.filter(
    ({ action, author, createdAt }) =>
      action === 'glass-broken' &&
      author.id === personId &&
      Math.abs(nowMs - Date.parse(createdAt)) < glassOpenMs,
  )
  return (
    (!isOfForeign(kind) || given.some(({ means }) => isOfForeign(means))) &&
    (!isOfRestricted(kind) || given.some(({ means }) => isOfRestricted(means)))
  )
}

/** What the head doctor finds in the inbox. */
export function glassNotice(
  patientId: string,
  kind: GlassKind,
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
    openedAs: kind,
  }
}

/** Who opened which kind of card and why, of a notice that says so; undefined for any other item. */
export function glassOf(
  item: InboxItem,
): { name: string; glass: GlassKind; reason: GlassReason; text: string } | undefined {
  if (item.kind !== 'notice' || !item.reason?.code.startsWith(noticePrefix)) return undefined
  const code = item.reason.code.slice(noticePrefix.length)
  const reason = glassReasons.find((known) => known === code) ?? 'other'
  // Resolving the item makes somebody else its author.
  const openedBy = item.openedBy as { name?: unknown } | undefined
  const name = typeof openedBy?.name === 'string' ? openedBy.name : item.author.name
  const glass = glassKinds.find((known) => known === item.openedAs) ?? 'foreign'
  return { name, glass, reason, text: item.reason.text }
}
