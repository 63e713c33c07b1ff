import type { DatabaseSync } from 'node:sqlite'
import { patientUnknownOf } from '../patient-unknown.ts'
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
  const nextDocuments = file.prepare(
    'SELECT seq, id, deleted, body, patient FROM document WHERE seq > ? ORDER BY seq LIMIT 500',
  )
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
    /** What waited for this document to say whom it is about is shown now to those who may see it. */
    found(id: string, patient: string): void {
      for (const row of aboutPatient.all(patientUnknownOf(id), '')) {
        about.run(patient, row.seq!)
        written.repeat({ seq: Number(row.seq), deleted: row.deleted === 1 })
      }
    },
    /** Finds out whom the documents are about that were stored without it. */
    placeAll(placeOf: PlaceOf): void {
      const walk = (isDue: (document: Fields) => boolean): void => {
        for (let rows = nextDocuments.all(0); rows.length > 0; rows = nextDocuments.all(rows.at(-1)!.seq!))
          for (const { seq, id, deleted, body, patient } of rows) {
            // A tombstone stays with whom it was about: it may not say any more who that was.
            if (deleted === 1 && patient !== null) continue
            const document = fieldsOf(packing.text(body))
            if (isDue(document)) about.run(place(String(id), deleted === 1, document, placeOf).patient, seq!)
          }
      }
      // Documents about documents are placed by those.
      const isAboutAnother = ({ documentId }: Fields): boolean => documentId !== undefined
      walk((document) => !isAboutAnother(document))
      walk(isAboutAnother)
    },
  }
}
export type DocumentPlaces = ReturnType<typeof createDocumentPlaces>

/** The members of a stored body. */
export const fieldsOf = (body: string): Fields => JSON.parse(`{${body.slice(1)}}`) as Fields
