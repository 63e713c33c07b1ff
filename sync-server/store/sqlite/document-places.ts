import type { DatabaseSync } from 'node:sqlite'
import type { PlaceOf } from '../store.ts'
import type { BodyPacking } from './body-packing.ts'
import type { PlaceStore } from './places.ts'
import type { RowWriter } from './row-writer.ts'

type Fields = Record<string, unknown>

/** Keeps whom each document is about, and shows a patient's documents again when others may see them now. */
export function createDocumentPlaces(
  file: DatabaseSync,
  written: RowWriter,
  packing: BodyPacking,
  { places, move }: PlaceStore,
) {
  const aboutPatient = file.prepare(
    'SELECT seq, deleted FROM document WHERE patient = ? AND id <> ? ORDER BY seq',
  )
  const everyDocument = file.prepare('SELECT seq, id, deleted, body FROM document ORDER BY seq')
  const about = file.prepare('UPDATE document SET patient = ? WHERE seq = ?')

  /** Whom a document is about; a patient's card also says where the patient belongs. */
  const place = (id: string, document: Fields, placeOf: PlaceOf) => {
    const { patient, villages } = placeOf({ ...document, _id: id }, places)
    return { patient, moved: villages !== undefined && move(id, villages) }
  }

  return {
    places,
    place,
    /**
     * Puts the documents of a patient at the head of the feed once more, as they are: stations whose checkpoint is past
     * them may see them only now.
     */
    reappear(patient: string, except = ''): void {
      for (const row of aboutPatient.all(patient, except))
        written.repeat({ seq: Number(row.seq), deleted: row.deleted === 1 })
    },
    /** Finds out whom the documents are about that were stored without it. */
    placeAll(placeOf: PlaceOf): void {
      const later: [seq: number, id: string, document: Fields][] = []
      const placeAt = (seq: number, id: string, document: Fields): void =>
        void about.run(place(id, document, placeOf).patient, seq)
      for (const row of everyDocument.all()) {
        if (row.deleted === 1) continue
        const document = fieldsOf(packing.text(row.body))
        const id = String(row.id)
        // Documents about documents are placed by those.
        if (document.documentId === undefined) placeAt(Number(row.seq), id, document)
        else later.push([Number(row.seq), id, document])
      }
      for (const each of later) placeAt(...each)
    },
  }
}
export type DocumentPlaces = ReturnType<typeof createDocumentPlaces>

/** The members of a stored body. */
export const fieldsOf = (body: string): Fields => JSON.parse(`{${body.slice(1)}}`) as Fields
