import { setImmediate } from 'node:timers/promises'
import type { StationHoldings } from '#shared/contract/holdings.ts'
import { byName, heldPatient } from '#shared/domain/patient/held-patient.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'

/** Documents as JSON text in the order of their ids: after `from`, before `to`. */
export type ReadDocuments = (range: { from: string; to?: string; limit: number }) => Promise<string[]>

export interface Gathering {
  read: ReadDocuments
  /** Undefined: every patient. */
  holds: ((patient: Patient) => boolean) | undefined
  /** What was made later, ISO, cannot be on the PC. */
  madeBefore: string | undefined
}

const page = 500

type Fields = Record<string, unknown>

/** All documents of a range; between pages others have their turn. */
async function* everything(read: ReadDocuments, from: string, to?: string): AsyncGenerator<Fields> {
  for (let after = from; ; ) {
    const texts = await read({ from: after, ...(to === undefined ? {} : { to }), limit: page })
    let last = after
    for (const text of texts) {
      const fields = JSON.parse(text) as Fields
      last = String(fields._id)
      yield fields
    }
    if (texts.length < page) return
    after = last
    await setImmediate()
  }
}

const patientOf = ({ _id, patientId, documentId }: Fields): string | undefined => {
  const about = patientId ?? (String(documentId).startsWith('patient:') ? documentId : undefined)
  return String(_id).startsWith('patient:') ? String(_id) : typeof about === 'string' ? about : undefined
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
