import type { CommandContext } from '../common/command-context.ts'
import { testContext } from '../common/test-context.ts'
import { appendEvent, sealEvent } from './audit-chain.ts'
import type { AuditEntry, AuditEvent } from './audit-event.schema.ts'

/** A chain with these entries. */
export function chainOf(
  entries: readonly AuditEntry[],
  context: CommandContext = testContext(),
  station = 'pc1',
): AuditEvent[] {
  const events: AuditEvent[] = []
  for (const entry of entries)
    events.push(appendEvent({ station, chain: 'a1', head: events.at(-1) }, entry, context))
  return events
}

/** The event with other contents and a hash that fits them again: what somebody who knows the program would forge. */
export const forged = (event: AuditEvent, change: Partial<AuditEvent>): AuditEvent =>
  sealEvent({ ...event, ...change })
