import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { standsWhereItMay } from '#shared/domain/signature/signed-text.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { sha256 } from '#shared/kit/sha256.ts'
import { type ClinicianKey, clinicianKey } from '../../../build/seed/clinician-key.ts'

const keys = new Map<string, ClinicianKey>()

/** The signing key of a person of the simulated clinic; the same in every run. */
export function keyOfPerson(practitionerId: string): ClinicianKey {
  const known = keys.get(practitionerId) ?? clinicianKey(sha256(practitionerId))
  keys.set(practitionerId, known)
  return known
}

/** The document with the signature of who it says has signed it. */
export const electronically = <T extends Visit | Prescription>(document: T): T =>
  keyOfPerson(document.signature!.practitionerId).signed(document)

/** Whether nothing of what was signed has changed; true for what nobody has signed. */
export function signatureHolds(document: Record<string, unknown>): boolean {
  const { signature } = document as { signature?: { practitionerId: string; electronic?: object } }
  if (!signature?.electronic) return true
  return keyOfPerson(signature.practitionerId).fits(document) && standsWhereItMay(document)
}
