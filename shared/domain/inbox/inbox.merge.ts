import { canonicalJson } from '../../kit/canonical-json.ts'
import { mergeByRules } from '../common/merge-by-rules.ts'
import type { MergeInput, MergeResult } from '../common/merge-rule.ts'
import type { InboxItem, Resolution } from './inbox.schema.ts'

/** All resolutions of an item, by their content. */
const resolutionsOf = (item: InboxItem | undefined): ReadonlyMap<string, Resolution> =>
  new Map(
    [...(item?.resolution ? [item.resolution] : []), ...(item?.alsoResolved ?? [])].map((each) => [
      canonicalJson(each),
      each,
    ]),
  )

/** In the order of their time, and of their content where that is equal. */
const byTime = ([a, x]: [string, Resolution], [b, y]: [string, Resolution]): number =>
  x.at === y.at ? (a < b ? -1 : 1) : x.at < y.at ? -1 : 1

/**
 * A record of a conflict must not conflict itself. What two persons resolved at once stays resolved: the earlier
 * resolution stands, the other is kept beside it. What one took back while another resolved it stays resolved by the
 * other. Contradictory choices meet in the document itself, which then asks again.
 */
export function mergeInboxItem(input: MergeInput<InboxItem>): MergeResult<InboxItem> {
  const [past, ours, theirs] = [input.base, input.local, input.server].map(resolutionsOf)
  const stays = ([key]: [string, Resolution]) => !past!.has(key) || (ours!.has(key) && theirs!.has(key))
  const [resolution, ...also] = [...new Map([...ours!, ...theirs!])]
    .filter(stays)
    .sort(byTime)
    .map(([, each]) => each)
  const merged = mergeByRules(strip(input), { occurredAt: { kind: 'least' } })
  return {
    document: {
      ...merged.document,
      status: resolution ? 'resolved' : 'open',
      ...(resolution && { resolution }),
      ...(also.length > 0 && { alsoResolved: also }),
    },
    conflicts: [],
    joined: merged.joined,
  }
}

function strip({ base, local, server }: MergeInput<InboxItem>): MergeInput<InboxItem> {
  const rest = ({ resolution, alsoResolved, ...item }: InboxItem): InboxItem => ({ ...item, status: 'open' })
  return { base: base && rest(base), local: rest(local), server: rest(server) }
}
