import type { DatabaseSync } from 'node:sqlite'
import type { ChangesQuery, ChangesRows } from '../store.ts'
import { changesRowSql, documentSql } from './layout.ts'
import { createPrepared } from './prepared.ts'
import { everyRow, type RowScope } from './scope-sql.ts'

const separator = Buffer.from(',\n')

/** Reads the changes feed. Rows are joined to one text by SQLite itself: a page costs one call, not one a row. */
export function createChangesReader(
  file: DatabaseSync,
  epoch: string,
  { where, shaped }: RowScope = everyRow,
) {
  const prepared = createPrepared(file)

  const page = (query: ChangesQuery): ChangesRows => {
    const order = query.descending ? 'DESC' : 'ASC'
    const onlyIds = query.ids ? 'AND id IN (SELECT value FROM json_each(?4))' : ''
    const statement = prepared(
      `SELECT CAST(group_concat(t, ',' || char(10)) AS BLOB) AS text, count(*) AS count, max(seq) AS last, min(seq) AS first FROM
       (SELECT seq, ${changesRowSql(epoch, query, shaped)} AS t FROM document WHERE seq > ?1 AND seq <= ?2 ${onlyIds} ${where} ORDER BY seq ${order} LIMIT ?3)`,
    )
    const bounds = [query.since, query.upTo, query.limit] as const
    const row = query.ids ? statement.get(...bounds, JSON.stringify(query.ids)) : statement.get(...bounds)
    const count = Number(row?.count ?? 0)
    const complete = count < query.limit
    const last = Number((query.descending ? row?.first : row?.last) ?? query.upTo)
    return {
      text: toBuffer(row?.text),
      count,
      lastSeq: complete && !query.descending ? Math.max(query.upTo, query.since) : last,
      complete,
    }
  }

  /** Filters in steps until the page is full or the feed ends: a filter never makes a page short (trap T4). */
  const filtered = (
    query: ChangesQuery,
    filter: (document: Record<string, unknown>) => boolean,
  ): ChangesRows => {
    const { since, upTo, patient, descending } = query
    // The plus keeps SQLite from walking the feed instead of the index of patients.
    const about = patient === undefined ? '' : 'AND patient = ?3'
    const bodies = prepared(
      `SELECT seq, ${shaped(documentSql())} AS doc FROM document WHERE seq > ?1 AND seq <= ?2 ${about} ${where} ORDER BY ${about && '+'}seq ${descending ? 'DESC' : 'ASC'}`,
    )
    const bounds = patient === undefined ? [since, upTo] : [since, upTo, patient]
    const rowAt = prepared(`SELECT ${changesRowSql(epoch, query, shaped)} AS t FROM document WHERE seq = ?`)
    const parts: Buffer[] = []
    let count = 0
    let lastRow = upTo
    for (const row of bodies.iterate(...bounds)) {
      if (!filter(JSON.parse(String(row.doc)))) continue
      if (count > 0) parts.push(separator)
      parts.push(Buffer.from(String(rowAt.get(row.seq!)?.t)))
      count++
      lastRow = Number(row.seq)
      if (count === query.limit)
        return { text: Buffer.concat(parts), count, lastSeq: lastRow, complete: false }
    }
    const lastSeq = descending ? lastRow : Math.max(upTo, since)
    return { text: Buffer.concat(parts), count, lastSeq, complete: true }
  }

  return {
    read: (query: ChangesQuery): ChangesRows => (query.filter ? filtered(query, query.filter) : page(query)),
  }
}

export const toBuffer = (value: unknown): Buffer =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.alloc(0)
