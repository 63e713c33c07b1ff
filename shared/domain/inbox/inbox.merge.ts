import { sameJson } from '../../kit/canonical-json.ts'
import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult } from '../common/three-way-merge.ts'
import type { InboxItem } from './inbox.schema.ts'

/**
 * Resolved once is resolved. A record of a conflict must not conflict itself: the server's resolution stands, and
 * another one by this station is kept beside it.
 */
export function mergeInboxItem(input: MergeInput<InboxItem>): MergeResult<InboxItem> {
  const { local, server } = input
  const { document, joined } = mergeByRules(input, {
    status: { kind: 'rank', order: ['resolved', 'open'] },
    alsoResolved: { kind: 'server' },
  })
  const other = local.resolution
  if (!other || !server.resolution || sameJson(other, server.resolution))
    return { document, conflicts: [], joined }
  const before = Array.isArray(server.alsoResolved) ? server.alsoResolved : []
  const alsoResolved = before.some((each) => sameJson(each, other)) ? before : [...before, other]
  return { document: { ...document, resolution: server.resolution, alsoResolved }, conflicts: [], joined }
}
