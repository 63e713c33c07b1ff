import type { Database, IncomingDocument, WriteOptions } from '../store/store.ts'
import { inPortions } from './in-portions.ts'
import type { MirrorPlacing } from './mirror-placing.ts'
import type { MirrorSource, SourceRow } from './mirror-source.ts'

/** Brings documents of a clinic into its mirror, with their history and whom they are about. Twice is as once. */
export function createMirrorIntake(source: MirrorSource, mirror: () => Database, placing: MirrorPlacing) {
  const { documentsAtOnce, placeOf } = placing
  /** Cards first: what is written of a patient finds where the patient belongs. */
  const take = async (documents: IncomingDocument[], options: Partial<WriteOptions>): Promise<void> => {
    if (documents.length === 0) return
    const isCard = ({ id }: IncomingDocument): number => (id.startsWith('patient:') ? 0 : 1)
    const inOrder = documents.toSorted((a, b) => isCard(a) - isCard(b))
    const database = mirror()
    const usual = { newEdits: false, dropsOldBodies: true, placeOf }
    const rows = await database.write(inOrder, { ...usual, ...options })
    await placing.written(database, inOrder, rows)
  }
  /** A document that no answer can hold is nothing that a part of the clinic may be made of. */
  const portions = (wanted: { id: string; rev?: string }[]) =>
    inPortions(wanted, source.documents, (): IncomingDocument[] => [])
  const bring = async (
    wanted: { id: string; rev?: string }[],
    options: Partial<WriteOptions> = {},
  ): Promise<void> => {
    for (let from = 0; from < wanted.length; from += documentsAtOnce)
      for await (const documents of portions(wanted.slice(from, from + documentsAtOnce)))
        await take(documents, options)
  }

  return {
    /** All leaves of these documents, as a quorum holds them. */
    bring: (ids: string[], options?: Partial<WriteOptions>): Promise<void> =>
      bring(
        ids.map((id) => ({ id })),
        options,
      ),
    /** What a page of the feed has and the mirror has not. */
    bringRows(rows: SourceRow[]): Promise<void> {
      const database = mirror()
      // Design documents are code for all of the clinic; nobody who sees a part of it has any (S31).
      const records = rows.filter(({ id }) => !id.startsWith('_'))
      const lacking = database.together(() =>
        records.flatMap(({ id, changes }) => {
          const revs = changes.map(({ rev }) => rev)
          return database.missing(id, revs).missing.map((rev) => ({ id, rev }))
        }),
      )
      return bring(lacking)
    },
  }
}
