import {
  type BulkWriteRow,
  categorizeBulkWriteRows,
  type RxStorageBulkWriteResponse,
  type RxStorageChangeEvent,
} from 'rxdb'
import type { KnownKeys } from './known-keys.ts'
import type { PersonFirst } from './person-first.ts'
import { baseOf, keepBase } from './row-notes.ts'
import type { SealedRows } from './sealed-rows.ts'
import { settled } from './settled.ts'
import {
  fromStore,
  inTransaction,
  type Row,
  type StoredRow,
  type StoreInstance,
  toStore,
} from './store-requests.ts'
import { newestTime, writeAfter } from './write-order.ts'

type Write = BulkWriteRow<{ id: string }>
type Categorized = ReturnType<typeof categorizeBulkWriteRows<{ id: string }>>
/** A part that is on the disk. */
interface Written {
  done: Categorized
  /** Resolves when what RxDB is shown of it is whole. */
  shown: Promise<void>
}

interface BulkWriteParts {
  keys: KnownKeys
  person: PersonFirst
  sealed: SealedRows
  /** RxDB's notes about what the server has: written again when lost, so they need not wait for the disk. */
  isNotes: boolean
  /** Documents of the server were written. */
  onDownloaded(ids: string[]): void
}

/** So many documents of the server in one transaction: a save waits for no more than this. */
const partSize = 100

const isDownload = (context: string) => context.startsWith('replication-downstream-')
const isFromServer = (context: string) => isDownload(context) || context === 'replication-down-write-meta'

/**
 * Writes with as few requests as there can be: RxDB's own way reads every document before it writes it. A new document
 * is added straight away; that it is there already is told by the failure of its `add`, and then it is a conflict.
 *
 * What comes from the server in bulk is written in parts with room for saves between them; its last part is flushed to
 * the disk (strict), and with it the parts before it: RxDB moves on only after that. What a person saves is one
 * transaction and always strict.
 */
export function writeInBulk(instance: StoreInstance, parts: BulkWriteParts): void {
  const { keys, person } = parts
  const { changes$ } = instance as unknown as { changes$: { next(bulk: Categorized['eventBulk']): void } }

  let telling: Promise<void> = Promise.resolve()

  instance.bulkWrite = async (rows, context): Promise<RxStorageBulkWriteResponse<{ id: string }>> => {
    const written: Written[] = []
    try {
      if (!isFromServer(context)) {
        const write = (durability: IDBTransactionDurability) => writePart(rows, context, durability)
        written.push(await (parts.isNotes ? write('relaxed') : person.first(() => write('strict'))))
      } else {
        for (let from = 0; from < rows.length; from += partSize) {
          await person.pause()
          const isLast = from + partSize >= rows.length
          const durability = isLast && !parts.isNotes ? 'strict' : 'relaxed'
          written.push(await writePart(rows.slice(from, from + partSize), context, durability))
        }
      }
    } finally {
      await tellInTurn(written)
    }
    return { error: written.flatMap(({ done }) => done.errors) }
  }

  /**
   * In the order in which it came to the disk: RxDB notes of what it has sent how far it came, and goes on there when the
   * program starts again. What is told after something later would be passed over then.
   */
  async function tellInTurn(written: readonly Written[]): Promise<void> {
    const before = telling
    const mine = (async () => {
      await before
      await Promise.all(written.map(({ shown }) => shown))
      tell(written.map(({ done }) => done))
    })()
    telling = mine.catch(() => undefined)
    await mine
  }

  async function writePart(
    rows: Write[],
    context: string,
    durability: IDBTransactionDurability,
  ): Promise<Written> {
    const { booleanIndexes } = await instance.internals
    keys.add(rows.map((row) => row.document.id))
    // Before the transaction, which would end while it waits for a cipher.
    const sealed = new Map(
      await Promise.all(
        rows.map(async ({ document }) => {
          const row = await parts.sealed.seal(toStore(booleanIndexes, document))
          return [document.id, row] as const
        }),
      ),
    )
    const found = new Map<string, StoredRow>()
    const done = await inTransaction(instance, 'readwrite', durability, async (docs) => {
      writeAfter(
        await newestTime(docs),
        rows.map(({ document }) => [document, sealed.get(document.id)!]),
      )
      const present = new Map<string, Row>()
      const added = new Set<string>()
      const bases = new Map<string, object | undefined>()
      await Promise.all(
        rows.map(async ({ document, previous }) => {
          const { id } = document
          if (!previous && (await tryToAdd(docs, sealed.get(id)!))) {
            added.add(id)
            return
          }
          const row = await settled<StoredRow | undefined>(docs.get(id))
          if (!row) return
          bases.set(id, baseOf(row))
          found.set(id, { ...row })
          present.set(id, fromStore(booleanIndexes, row))
        }),
      )
      const categorized = categorizeBulkWriteRows<{ id: string }>(instance, 'id', present, rows, context)
      const puts = [...categorized.bulkInsertDocs, ...categorized.bulkUpdateDocs]
        .filter((row) => !added.has(row.document.id))
        .map(({ document }) => settled(docs.put(keepBase(sealed.get(document.id)!, bases.get(document.id)))))
      await Promise.all(puts)
      return categorized
    })
    if (!isFromServer(context)) tellOfBornDeleted(done)
    if (isDownload(context))
      parts.onDownloaded([...done.bulkInsertDocs, ...done.bulkUpdateDocs].map((row) => row.document.id))
    return { done, shown: openPresent(done, found, booleanIndexes) }
  }

  /** What RxDB is shown of the rows that were there: whole ones, as it would have read them. */
  async function openPresent(done: Categorized, found: Map<string, StoredRow>, flags: readonly string[]) {
    const present = new Map(
      (await parts.sealed.openAll([...found.values()])).map((row) => [row.id, fromStore(flags, row)]),
    )
    for (const error of done.errors)
      if ('documentInDb' in error) error.documentInDb = present.get(error.documentId) ?? error.documentInDb
    for (const event of done.eventBulk.events)
      if (event.previousDocumentData)
        event.previousDocumentData = present.get(event.documentId) ?? event.previousDocumentData
  }

  function tell(written: readonly Categorized[]): void {
    const bulks = written.map((part) => part.eventBulk).filter((bulk) => bulk.events.length > 0)
    const last = bulks.at(-1)
    const newest = written.findLast((part) => part.newestRow)?.newestRow?.document
    if (!last || !newest) return
    const events: RxStorageChangeEvent<Row>[] = bulks.flatMap((bulk) => bulk.events)
    changes$.next({ ...last, events, checkpoint: { id: newest.id, lwt: newest._meta.lwt } })
  }
}

/**
 * A deletion of what this PC never had (a file brings it) is news for the server like any other write. RxDB makes no event
 * of it, so the replication would go over it with the next one.
 */
function tellOfBornDeleted({ bulkInsertDocs, eventBulk }: Categorized): void {
  for (const { document } of bulkInsertDocs) {
    if (!document._deleted) continue
    const documentData = document as Row
    eventBulk.events.push({
      documentId: document.id,
      operation: 'DELETE',
      documentData,
      previousDocumentData: documentData,
    })
  }
}

/** False when there is a document with this key; every other failure ends the transaction. */
function tryToAdd(store: IDBObjectStore, row: StoredRow): Promise<boolean> {
  const request = store.add(row)
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(true)
    request.onerror = (event) => {
      if (request.error?.name !== 'ConstraintError') return reject(request.error)
      event.preventDefault()
      event.stopPropagation()
      resolve(false)
    }
  })
}
