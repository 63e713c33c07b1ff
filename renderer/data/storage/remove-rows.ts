import { settled } from './settled.ts'
import { inTransaction, type StoredRow, type StoreInstance } from './store-requests.ts'
import type { StoredDocument, StoreRow } from './stored-document.ts'

/** Stands in `_downloaded` of a row that is about to be taken off this PC; lower than every revision of a server. */
const leftMark = '0-left'

/** Whether this row is what is left of a copy for the moment until it is gone: nobody has deleted the document. */
export const isLeft = ({ _downloaded }: Pick<StoredDocument, '_downloaded'>): boolean =>
  _downloaded === leftMark

/** What stands in the place of a copy while it goes: a tombstone without a word of it, as if the server had sent it. */
export function huskOf({ id, type, schemaVersion, clinicId, createdAt, updatedAt, ...row }: StoreRow) {
  // Fields of an index must be there.
  const { patientId, status, _meta, _rev } = row
  return {
    ...{ id, type, schemaVersion, clinicId, createdAt, updatedAt, patientId, status, _meta, _rev },
    _deleted: true,
    _downloaded: leftMark,
    _attachments: {},
  } as unknown as StoreRow
}

/**
 * A husk of no document, which stays and is written with those that go: RxDB's mark is of their time, and what is written
 * next takes its own from the newest row of the store (write-order.ts).
 */
export const lastHuskId = 'last-removal'
export const lastHuskOf = (row: StoreRow): StoreRow => huskOf({ ...row, id: lastHuskId, patientId: '' })

/** What a store is made of. */
interface Internals {
  dexieDb?: unknown
  removeRows?(ids: readonly string[], isToGo: IsToGo): Promise<void>
}
/** Asked of the row as it lies in the store in the moment of its removal. */
type IsToGo = (row: Pick<StoredDocument, '_downloaded'>) => boolean

/**
 * Takes rows out of a store as if they had never been. A store in memory keeps its husks, unless it has a way of its own.
 * @param isToGo somebody may have saved in the place of a row since it was looked at: what does not fit stays
 */
export async function removeRows(
  storage: object,
  ids: readonly string[],
  isToGo: IsToGo = () => true,
): Promise<void> {
  const instance = storage as StoreInstance
  const { dexieDb, removeRows: ownWay } = (await instance.internals) as Internals
  if (ownWay) return ownWay(ids, isToGo)
  if (dexieDb === undefined || ids.length === 0) return
  await inTransaction(instance, 'readwrite', 'strict', async (rows) => {
    await Promise.all(
      ids.map(async (id) => {
        const row = await settled<StoredRow | undefined>(rows.get(id))
        if (row && isToGo(row as Pick<StoredDocument, '_downloaded'>)) await settled(rows.delete(id))
      }),
    )
  })
}
