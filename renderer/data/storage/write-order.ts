import { settled } from './settled.ts'
import type { Row, StoredRow } from './store-requests.ts'

/**
 * The times of writing of one store are an order: no row is written with a time that is not after those of all others.
 * RxDB finds what is to be sent by "written after the last that I looked at", and takes the time from the PC's clock before
 * the transaction begins. So it would pass over a row, for ever, that another write has overtaken on its way to the disk,
 * and everything that is written after the clock was put back: by years, where a battery is empty.
 */

/** RxDB's index of the times of writing. Its notes have none: nobody asks them for what is new. */
const byTime = '[_meta.lwt+id]'

/** RxDB counts them in hundredths of a millisecond. */
const next = (time: number) => Math.round(time * 100 + 1) / 100

/** When a row is written that RxDB would write at this time. @param newest of all that lie in the store */
export const timeAfter = (newest: number, time: number): number => (time > newest ? time : next(newest))

/** The newest time in the store, as the transaction of these documents sees it. */
export async function newestTime(docs: IDBObjectStore): Promise<number> {
  if (!docs.indexNames.contains(byTime)) return 0
  const cursor = await settled(docs.index(byTime).openKeyCursor(null, 'prev'))
  return cursor ? (cursor.key as [number, string])[0] : 0
}

/** @param written each row as RxDB knows it and as it will lie in the store */
export function writeAfter(newest: number, written: Iterable<readonly [Row, StoredRow]>): void {
  for (const [row, stored] of written) {
    row._meta = { ...row._meta, lwt: timeAfter(newest, row._meta.lwt) }
    stored._meta = row._meta
  }
}
