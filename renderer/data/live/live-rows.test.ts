import { Subject } from 'rxjs'
import { expect, it } from 'vitest'
import type { StoreRow } from '../storage/stored-document.ts'
import { liveRows } from './live-rows.ts'

const rowAt = (lwt: number, change: object = {}) =>
  ({ id: 'visit:a', _meta: { lwt }, _deleted: false, ...change }) as unknown as StoreRow

it('what was deleted does not come back by a late word of another window about an earlier state', async () => {
  const bulks = new Subject<{ events: { documentData: StoreRow }[] }>()
  const seen: string[][] = []
  const end = liveRows({
    collection: { eventBulks$: bulks } as never,
    read: async () => [rowAt(1)],
    matches: () => true,
    result: (rows) => [...rows].map(({ id }) => id),
    gatherMs: 0,
  }).subscribe((ids) => seen.push(ids))
  await expect.poll(() => seen.at(-1)).toEqual(['visit:a'])
  const say = (row: StoreRow) => bulks.next({ events: [{ documentData: row }] })
  say(rowAt(3, { _deleted: true }))
  say(rowAt(2))
  await expect.poll(() => seen.at(-1)).toEqual([])
  // Written anew.
  say(rowAt(4))
  await expect.poll(() => seen.at(-1)).toEqual(['visit:a'])
  end()
})
