import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { type DemoAccount, demoClinic } from './demo-clinic.ts'

/** By this account one of the demonstration's patients reads the own card. */
export const demoPatientSignIn = { user: 'patient', password: 'demo-patient', title: 'Пациент, своя карта' }

/** So many visits make a card that is worth looking at. */
const fewestVisits = 5

/** The account of the first of these patients who can read and has something to read; undefined where there is none. */
export function demoPatient(
  documents: readonly ClinicDocument[],
): (DemoAccount & { patientId: Patient['id'] }) | undefined {
  const visitsOf = (id: string) =>
    documents.filter((document) => document.type === 'visit' && document.patientId === id).length
  const patient = documents.find(
    (document): document is Patient =>
      document.type === 'patient' &&
      document.deceasedAt === undefined &&
      document.guardian === undefined &&
      visitsOf(document.id) >= fewestVisits,
  )
  if (!patient) return undefined
  return {
    ...demoPatientSignIn,
    practitioner: {
      id: 'practitioner:demo-patient',
      name: fullName(patient.name),
      role: 'patient',
      position: '',
    },
    facilityId: demoClinic.facilities[1]?.id ?? '',
    patientId: patient.id,
  }
}
