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
  { places, move, open }: PlaceStore,
) {
  const aboutPatient = file.prepare(
    'SELECT seq, deleted FROM document WHERE patient = ? AND id <> ? ORDER BY seq',
  )
  const everyDocument = file.prepare('SELECT seq, id, deleted, body FROM document ORDER BY seq')
  const about = file.prepare('UPDATE document SET patient = ? WHERE seq = ?')

  /**
   * Whom a document is about; a patient's card also says where the patient belongs. A tombstone may hold what was said of
   * somebody, too; a deleted card moves nobody.
   */
  const place = (id: string, deleted: boolean, document: Fields, placeOf: PlaceOf) => {
    const { patient, villages } = placeOf({ ...document, _id: id }, places)
    const moved = villages !== undefined && patient !== null && !deleted && move(patient, villages)
    return { patient, moved }
  }

  return {
    places,
    place,
    open,
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
      type Unplaced = [seq: number, id: string, deleted: boolean, document: Fields]
      const later: Unplaced[] = []
      const placeAt = (...[seq, id, deleted, document]: Unplaced): void =>
        void about.run(place(id, deleted, document, placeOf).patient, seq)
      for (const row of everyDocument.all()) {
        const document = fieldsOf(packing.text(row.body))
        const each: Unplaced = [Number(row.seq), String(row.id), row.deleted === 1, document]
        // Documents about documents are placed by those.
        if (document.documentId === undefined) placeAt(...each)
        else later.push(each)
      }
      for (const each of later) placeAt(...each)
    },
  }
}
export type DocumentPlaces = ReturnType<typeof createDocumentPlaces>

/** The members of a stored body. */
export const fieldsOf = (body: string): Fields => JSON.parse(`{${body.slice(1)}}`) as Fields
