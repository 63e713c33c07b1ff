import { documentJson } from '../couch/document-json.ts'
import { sequenceOf } from '../couch/sequence.ts'
import { isObject } from '../http/json-text.ts'
import type { Database } from '../store/store.ts'
import { overflowName, overflowReason } from './reduce-overflow.ts'
import type { ViewGroup } from './view-group.ts'
import type { ViewQuery } from './view-query.ts'
import type { Views } from './views.ts'

/** The answer of one query as text, made while it is sent. Everything that can fail fails before the first part. */
export async function viewAnswer(
  views: Views,
  database: Database,
  group: ViewGroup,
  view: number,
  query: ViewQuery,
): Promise<AsyncGenerator<string>> {
  const path = await views.ready(database, group, query.when)
  const range = { ...query.range, view }
  const withSequence = (sequence: number): string =>
    query.updateSequence ? `"update_seq":"${sequenceOf(database, sequence)}",` : ''
  if (query.level !== undefined) {
    const { groups, sequence } = await views.call(database, 'groups', {
      path,
      query: range,
      level: query.level,
    })
    return parts(`{${withSequence(sequence)}"rows":[\r\n`, groupTexts(groups))
  }
  const first = await views.call(database, 'rows', { path, query: range })
  const head = `{"total_rows":${first.total},"offset":${first.offset},${withSequence(first.sequence)}"rows":[\r\n`
  const texts = async function* (): AsyncGenerator<string> {
    let { rows, cursor } = first
    try {
      for (;;) {
        if (rows.length > 0) yield rowTexts(database, rows, query)
        if (cursor === undefined) return
        ;({ rows, cursor } = await views.call(database, 'next', { cursor }))
      }
    } finally {
      if (cursor !== undefined) void views.call(database, 'end', { cursor }).catch(() => undefined)
    }
  }
  return parts(head, texts())
}

async function* parts(head: string, rows: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let before = head
  for await (const text of rows) {
    yield before + text
    before = ',\r\n'
  }
  yield `${before === head ? head : ''}\r\n]}`
}

function* groupTexts(groups: string[]): Generator<string> {
  for (let at = 0; at < groups.length; at += 2) {
    const [key, value] = [groups[at]!, groups[at + 1]!]
    const reason = overflowReason(value)
    yield reason === undefined
      ? `{"key":${key},"value":${value}}`
      : `{"key":${key},"error":"${overflowName}","reason":${JSON.stringify(reason)}}`
  }
}

function rowTexts(database: Database, rows: string[], query: ViewQuery): string {
  const texts: string[] = []
  for (let at = 0; at < rows.length; at += 3) {
    const [key, id, value] = [rows[at]!, rows[at + 1]!, rows[at + 2]!]
    const doc = query.includeDocs ? `,"doc":${linkedDocument(database, id, value, query)}` : ''
    texts.push(`{"id":${JSON.stringify(id)},"key":${key},"value":${value}${doc}}`)
  }
  return texts.join(',\r\n')
}

/** The row's document, or the one that its value names by `_id`, at the revision that it names by `_rev`. */
function linkedDocument(database: Database, rowId: string, value: string, query: ViewQuery): string {
  const link: unknown = /"_(id|rev)"/.test(value) ? JSON.parse(value) : undefined
  const { _id: id = rowId, _rev: rev } = isObject(link) ? link : {}
  if (typeof id !== 'string') return 'null'
  const found = typeof rev === 'string' ? database.readRevision(id, rev) : database.read(id)
  if (!found || found.deleted) return 'null'
  const { attachments: contents, encodings } = query
  const body =
    contents || encodings ? database.withAttachments(found.body, { contents, encodings }) : found.body
  return documentJson({ ...found, body }, query.conflicts ? conflictsMember(database, id, found.rev) : '')
}

function conflictsMember(database: Database, id: string, rev: string): string {
  const conflicts = database.leaves(id).filter((leaf) => !leaf.deleted && leaf.rev !== rev)
  return conflicts.length === 0 ? '' : `,"_conflicts":${JSON.stringify(conflicts.map((leaf) => leaf.rev))}`
}
