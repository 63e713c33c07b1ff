import { canonicalJson } from '../../kit/canonical-json.ts'
import type { Envelope } from './envelope.ts'
import type { MergeRecord } from './merge-record.schema.ts'
import type { Joined, MergeInput } from './merge-rule.ts'

/** So many records stay in a document, the newest. */
export const mergeRecordsKept = 10

const later = ({ local, server }: MergeRecord) => [local.updatedAt, server.updatedAt].sort()[1]!

const inOrder = (records: MergeRecord[]): MergeRecord[] =>
  [...new Map(records.map((record) => [`${later(record)} ${canonicalJson(record)}`, record]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, record]) => record)
    .slice(-mergeRecordsKept)

/** The records of both sides, as a member of the merged document. */
export function unitedRecords({ local, server }: MergeInput<Envelope>): Pick<Envelope, 'merges'> {
  const records = inOrder([...(local.merges ?? []), ...(server.merges ?? [])])
  return records.length > 0 ? { merges: records } : {}
}

/** The merged document with a record of this merge; unchanged where nothing came from both sides. */
export function withMergeRecord<T extends Envelope>(document: T, input: MergeInput<T>, joined: Joined[]): T {
  const sides = new Set(joined.map(({ from }) => from))
  if (!(sides.has('both') || (sides.has('local') && sides.has('server')))) return document
  const side = ({ author: { id, name }, updatedAt }: T) => ({ author: { id, name }, updatedAt })
  const fields = joined.slice(0, 50).map(({ path, from }) => ({ path, from }))
  const record: MergeRecord = { local: side(input.local), server: side(input.server), fields }
  return { ...document, merges: inOrder([...(document.merges ?? []), record]) }
}
