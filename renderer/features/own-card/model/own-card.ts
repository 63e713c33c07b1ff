import { isCurrent } from '#shared/domain/condition/condition.commands.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { isExpired } from '#shared/domain/prescription/prescription-validity.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'

/** What a patient reads of the own card; newest first. */
export interface OwnCard {
  patient: Patient
  conditions: Condition[]
  /** The newest version of each visit. */
  visits: Visit[]
  /** Those that a pharmacy still accepts come first. */
  prescriptions: { prescription: Prescription; isValid: boolean }[]
  immunizations: Immunization[]
  papers: DocumentReference[]
}

/** The own card from the documents that the server shows; undefined where the card itself is not among them. */
export function ownCardOf(
  documents: readonly ClinicDocument[],
  patientId: string,
  nowMs: number,
): OwnCard | undefined {
  const ofType = <T extends ClinicDocument>(type: T['type']): T[] =>
    documents.filter((one): one is T => one.type === type)
  const newest = <T>(rows: T[], when: (row: T) => string | undefined): T[] =>
    rows.sort((a, b) => (when(b) ?? '').localeCompare(when(a) ?? ''))
  const patient = ofType<Patient>('patient').find(({ id }) => id === patientId)
  if (!patient) return undefined
  const prescriptions = ofType<Prescription>('prescription')
    .filter(({ status }) => status !== 'entered-in-error')
    .map((prescription) => ({
      prescription,
      isValid: prescription.status === 'active' && !isExpired(prescription, nowMs),
    }))
  return {
    patient,
    conditions: newest(ofType<Condition>('condition').filter(isCurrent), ({ onset }) => onset),
    visits: newest(currentVersions(ofType<Visit>('visit')), ({ startedAt }) => startedAt),
    prescriptions: newest(prescriptions, ({ prescription }) => prescription.issuedOn).sort(
      (a, b) => Number(b.isValid) - Number(a.isValid),
    ),
    immunizations: newest(
      ofType<Immunization>('immunization').filter(({ status }) => status !== 'entered-in-error'),
      ({ occurredAt }) => occurredAt,
    ),
    papers: newest(
      ofType<DocumentReference>('document-reference').filter(({ status }) => status === 'current'),
      ({ date, createdAt }) => date ?? createdAt,
    ),
  }
}
