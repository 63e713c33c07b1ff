import { villageKeysOf } from '#shared/domain/access/index.ts'
import { addressSchema, type Patient } from '#shared/domain/patient/patient.schema.ts'
import { isObject } from '../http/json-text.ts'
import { patientUnknownOf } from '../store/patient-unknown.ts'
import type { DocumentPlace, Places } from '../store/store.ts'

/**
 * Whom a document of a clinic is about. The card itself also says where the patient belongs; what tells of another
 * document (an inbox item) is about that one's patient.
 */
export function documentPlace(document: Record<string, unknown>, places: Places): DocumentPlace {
  const { _id, patientId } = document
  if (typeof _id !== 'string') return { patient: null }
  if (_id.startsWith('patient:')) return { patient: _id, villages: villagesOfCard(document) }
  if (typeof patientId === 'string') return { patient: patientId }
  // A notice is about itself: for everybody.
  if (typeof document.documentId !== 'string' || document.documentId === _id) return { patient: null }
  return { patient: patientOfSubject(document, document.documentId, places) }
}

function patientOfSubject(document: Record<string, unknown>, subject: string, places: Places): string {
  if (subject.startsWith('patient:')) return subject
  for (const copy of [document.local, document.server])
    if (isObject(copy) && typeof copy.patientId === 'string') return copy.patientId
  return places.patientOf(subject) ?? patientUnknownOf(subject)
}

/** A card that a replication brought may be of any shape; then it names no village. */
function villagesOfCard({ address, catchment }: Record<string, unknown>): string[] {
  const place = addressSchema.safeParse(address)
  const stationId = isObject(catchment) ? catchment.stationId : undefined
  const card: Pick<Patient, 'address' | 'catchment'> = {
    ...(place.success ? { address: place.data } : {}),
    ...(typeof stationId === 'string' ? { catchment: { stationId, stationName: stationId } } : {}),
  }
  return villageKeysOf(card)
}
