import type { StationHoldings } from '#shared/contract/holdings.ts'
import { byName, heldPatient } from '#shared/domain/patient/held-patient.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { everything, type Fields, patientOf, type ReadDocuments } from './all-documents.ts'

export interface Gathering {
  read: ReadDocuments
  /** Undefined: every patient. */
  holds: ((patient: Patient) => boolean) | undefined
  /** What was made later, ISO, cannot be on the PC. */
  madeBefore: string | undefined
}

/** Counts by type and patients with their numbers of records, of what a PC can have held. */
export async function gatherHoldings({
  read,
  holds,
  madeBefore,
}: Gathering): Promise<Pick<StationHoldings, 'counts' | 'patients'>> {
  const wasThere = ({ createdAt }: Fields): boolean =>
    madeBefore === undefined || typeof createdAt !== 'string' || createdAt <= madeBefore
  const cards = new Map<string, { patient: Patient; documents: number }>()
  for await (const fields of everything(read, 'patient:', 'patient;')) {
    const patient = { ...fields, id: String(fields._id) } as unknown as Patient
    if (wasThere(fields) && (holds === undefined || holds(patient)))
      cards.set(patient.id, { patient, documents: 0 })
  }
  const counts: Record<string, number> = {}
  for await (const fields of everything(read, '')) {
    if (!wasThere(fields) || String(fields._id).startsWith('_')) continue
    const patient = patientOf(fields)
    const card = patient === undefined ? undefined : cards.get(patient)
    if (!card && (holds !== undefined || patient === undefined)) continue
    const type = String(fields._id).split(':')[0]!
    counts[type] = (counts[type] ?? 0) + 1
    if (card) card.documents++
  }
  const patients = [...cards.values()].map(({ patient, documents }) => heldPatient(patient, documents))
  return { counts, patients: patients.sort(byName) }
}
