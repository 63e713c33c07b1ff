import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import { liveRows } from '../live/live-rows.ts'
import { type StoredCollection, toDomain } from '../storage/stored-document.ts'
import { readRows } from './document-repository.ts'

/** All inbox items of one status, newest first by the given moment. */
export const watchInbox = (
  collection: StoredCollection,
  status: InboxItem['status'],
  momentOf: (item: InboxItem) => string,
): LiveQuery<InboxItem[]> =>
  liveRows({
    collection,
    read: () => readRows(collection, { field: 'status', value: status }),
    matches: (row) => row.status === status,
    result: (rows): InboxItem[] =>
      Array.from(rows, toDomain<InboxItem>).sort((a, b) => (momentOf(a) < momentOf(b) ? 1 : -1)),
    gatherMs: 0,
  })
