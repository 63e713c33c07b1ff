import { openingHours } from '#shared/contract/openings.ts'
import { villageKeysOfPerson, villagesMeet } from '#shared/domain/access/index.ts'
import type { Clock } from '#shared/kit/clock.ts'
import type { IncomingDocument, Opening, Places } from '../store/store.ts'
import type { PersonOfClinic } from './clinic-write.ts'

export const openingMs = openingHours * 3600_000

/**
 * Whoever is bound to villages and makes a card that lies outside them, or moves one out of them, goes on seeing it for a
 * day: a visitor is treated where they are, and what was begun is finished.
 */
export function ownCardOpening(
  { id, fields, deleted }: IncomingDocument,
  places: Places,
  personOfClinic: PersonOfClinic,
  clock: Clock,
): Opening | undefined {
  if (deleted || !id.startsWith('patient:')) return undefined
  const person = (fields.author as { id?: unknown } | null | undefined)?.id
  const known = typeof person === 'string' ? personOfClinic(person) : undefined
  const own = known && villageKeysOfPerson(known)
  const villages = own && places.villagesOf(id)
  if (!villages || villagesMeet(own, villages) || places.isOpen(String(person), id)) return undefined
  const openedAtMs = clock.now()
  const untilMs = openedAtMs + openingMs
  return { person: String(person), patient: id, openedAtMs, untilMs, reason: 'own-card' }
}
