import {
  documentClassOf,
  type PersonScope,
  villageKeysOfPerson,
  villagesMeet,
} from '#shared/domain/access/index.ts'
import type { Places } from '../store/store.ts'
import { documentPlace } from './document-place.ts'

export interface IncomingWrite {
  id: string
  deleted: boolean
  fields: Record<string, unknown>
}
export interface PreviousWrite {
  deleted: boolean
  /** The domain document, `id` included. */
  document: Record<string, unknown>
}

/**
 * Whether this touches a patient outside the writer's villages: the one that the document was about, or the one it is
 * about now. A card that is not here yet is nobody's: whoever opens it may, and what is written for it may come first.
 */
export function isAboutForeignPatient(
  writer: PersonScope & { id: string },
  next: IncomingWrite,
  previous: PreviousWrite | undefined,
  places: Places,
): boolean {
  const own = villageKeysOfPerson(writer)
  if (!own) return false
  // What a person has to say of a document that was refused them is said to the clinic, whoever it is about.
  const isOwnRemark =
    documentClassOf(next.id.split(':')[0] ?? '') === 'inbox' &&
    (!previous || authorOf(previous.document) === writer.id)
  if (isOwnRemark) return false
  const now = next.deleted ? null : documentPlace({ ...next.fields, _id: next.id }, places).patient
  const before = previous ? places.patientOf(next.id) : null
  return [before, now].some((patient) => {
    const villages = patient === null ? undefined : places.villagesOf(patient)
    return (
      patient !== null &&
      villages !== undefined &&
      !villagesMeet(own, villages) &&
      !places.isOpen(writer.id, patient)
    )
  })
}

/** Whether a person sees a part of the clinic alone. */
export const isBound = (person: PersonScope): boolean => villageKeysOfPerson(person) !== undefined

/** The practitioner whom a document names as its author. */
export function authorOf(document: Record<string, unknown>): string | undefined {
  const id = (document.author as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}
