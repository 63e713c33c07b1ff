import { type Measurement, measurementsSchemaVersion } from '#shared/domain/measurement/measurement.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { aggregates, type ClinicDocument, collectionOfType } from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import type { BundleEntry } from './bundle-index.ts'
import { importedEnvelope, type MappingContext } from './mapping-context.ts'

/** The documents of one Bundle while they grow. */
export interface Assembly {
  context: MappingContext
  patient: Patient
  visits: Map<BundleEntry, Visit>
  /** By Encounter.diagnosis: the visit of a Condition, and whether it is its main diagnosis. */
  diagnosisPlaces: Map<BundleEntry, { visit: Visit; main: boolean }>
  documents: ClinicDocument[]
  measurements: Measurement[]
  /** The Medication entries that a prescription was read from, and its id. */
  usedMedications: Map<BundleEntry, string>
  withdrawn: string[]
}

/** Months are Belarusian ones; a reading known to the year only stands in January's document with its own date. */
const monthOf = (takenAt: string): string =>
  takenAt.includes('T') ? minskDay(Date.parse(takenAt)).slice(0, 7) : `${takenAt}-01`.slice(0, 7)

/** Where a reading of this time is filed: the source of the month's document. */
export const monthSource = (takenAt: string, { patientSource }: MappingContext) => ({
  system: patientSource.system,
  id: `${patientSource.id}#${monthOf(takenAt)}`,
})

function measurementDocuments({ context, measurements }: Assembly): ClinicDocument[] {
  const months = new Map<string, Measurement[]>()
  for (const measurement of measurements) {
    const month = monthOf(measurement.takenAt)
    const items = months.get(month)
    if (items) items.push(measurement)
    else months.set(month, [measurement])
  }
  return [...months].map(([month, items]) => {
    return {
      ...importedEnvelope('measurements', measurementsSchemaVersion, monthSource(month, context), context),
      patientId: context.patientId,
      month,
      items,
    }
  })
}

/**
 * All documents, the patient last: whoever is interrupted half-way has no patient without a record. `refused` are ids
 * of documents that our schema does not take as a whole.
 */
export function* finishAssembly(
  assembly: Assembly,
): Generator<undefined, { documents: ClinicDocument[]; refused: Set<string> }> {
  const months = measurementDocuments(assembly)
  const all = [...assembly.visits.values(), ...assembly.documents, ...months, assembly.patient]
  const refused = new Set<string>()
  const documents: ClinicDocument[] = []
  for (const document of all) {
    const sound = aggregates[collectionOfType(document.type)!].schema.safeParse(document).success
    if (sound) documents.push(document)
    else refused.add(document.id)
    yield
  }
  return { documents, refused }
}
