import { openingHours } from '#shared/contract/openings.ts'
import { villageKeysOfPerson, villagesMeet } from '#shared/domain/access/index.ts'
import { clinicOfDatabase } from '../accounts/clinic-store.ts'
import type { ServerContext } from '../context.ts'
import type { Database, IncomingDocument, WriteOutcome } from '../store/store.ts'

export const openingMs = openingHours * 3600_000

/**
 * Whoever is bound to villages and makes a card that lies outside them, or moves one out of them, goes on seeing it for a
 * day: a visitor is treated where they are, and what was begun is finished.
 */
export async function keepOwnCardsOpen(
  { accounts, clock }: Pick<ServerContext, 'accounts' | 'clock'>,
  database: Database,
  batch: readonly IncomingDocument[],
  rows: readonly WriteOutcome[],
): Promise<void> {
  const clinicId = clinicOfDatabase(database.name)
  for (const [index, { id, fields, deleted }] of batch.entries()) {
    if (deleted || !id.startsWith('patient:') || !rows[index] || 'error' in rows[index]) continue
    const person = (fields.author as { id?: unknown } | null | undefined)?.id
    const known = typeof person === 'string' ? accounts.practitioners.personIn(clinicId, person) : undefined
    const own = known && villageKeysOfPerson(known)
    const villages = own && database.places.villagesOf(id)
    if (!villages || villagesMeet(own, villages) || database.places.isOpen(String(person), id)) continue
    const openedAtMs = clock.now()
    const reason = 'own-card'
    await database.open({
      person: String(person),
      patient: id,
      openedAtMs,
      untilMs: openedAtMs + openingMs,
      reason,
    })
  }
}
