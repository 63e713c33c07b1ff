import type { LiveQuery } from '../controls/live-query.ts'
import { storageError } from '../storage/storage-error.ts'
import type { StoredCollection, StoreRow } from '../storage/stored-document.ts'

interface LiveRowsOptions<R> {
  collection: StoredCollection
  /** Reads what is there now. */
  read(): Promise<StoreRow[]>
  /** Whether a row belongs to the result. Deleted rows never do. */
  matches(row: StoreRow): boolean
  /** The result of the rows that match, in no order. */
  result(rows: Iterable<StoreRow>): R
  /** How long changes are gathered before the listener is called, milliseconds. */
  gatherMs: number
}

/**
 * A live query with little work: the store is read once; later the collection's own change events are applied to the
 * rows in memory. Events that come while the first read runs are applied after it; of two states of one row the later
 * written one stays.
 */
export function liveRows<R>(options: LiveRowsOptions<R>): LiveQuery<R> {
  return {
    subscribe(listener, onError) {
      const rows = new Map<string, StoreRow>()
      /** When those were written last that were here and are not any more: another window's word may come late. */
      const gone = new Map<string, number>()
      let ready = false
      let ended = false
      let timer: ReturnType<typeof setTimeout> | undefined

      const apply = (row: StoreRow): boolean => {
        const { lwt } = row._meta
        const last = rows.get(row.id)?._meta.lwt ?? gone.get(row.id)
        if (last !== undefined && last > lwt) return false
        if (!row._deleted && options.matches(row)) {
          gone.delete(row.id)
          rows.set(row.id, row)
          return true
        }
        if (!rows.delete(row.id)) return false
        gone.set(row.id, lwt)
        return true
      }
      const tell = () => {
        timer = undefined
        if (!ended) listener(options.result(rows.values()))
      }
      const waiting: StoreRow[] = []
      const subscription = options.collection.eventBulks$.subscribe((bulk) => {
        const changed: StoreRow[] = bulk.events.map((event: { documentData: StoreRow }) => event.documentData)
        if (!ready) {
          waiting.push(...changed)
          return
        }
        let touched = false
        for (const row of changed) touched = apply(row) || touched
        if (touched && timer === undefined) timer = setTimeout(tell, options.gatherMs)
      })
      options.read().then(
        (present) => {
          if (ended) return
          for (const row of present) apply(row)
          for (const row of waiting) apply(row)
          ready = true
          tell()
        },
        (cause) => !ended && onError?.(storageError(cause)),
      )
      return () => {
        ended = true
        clearTimeout(timer)
        subscription.unsubscribe()
      }
    },
  }
}
