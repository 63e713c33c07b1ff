import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { AllDocsQuery, AllDocsRows, KeysOptions } from '../store.ts'
import { toBuffer } from './changes-reader.ts'
import { documentSql } from './layout.ts'

const valueSql = `'{"rev":"'||rev||'"'||CASE deleted WHEN 1 THEN ',"deleted":true' ELSE '' END||'}'`
const joined = `CAST(group_concat(t, ',' || char(10)) AS BLOB)`

/** Reads documents by id, in the order of their ids as UTF-8 bytes. */
export function createAllDocsReader(file: DatabaseSync) {
  const statements = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    let statement = statements.get(sql)
    if (!statement) {
      statement = file.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
  const before = file.prepare('SELECT count(*) AS n FROM document WHERE deleted = 0 AND id < ?')
  const after = file.prepare('SELECT count(*) AS n FROM document WHERE deleted = 0 AND id > ?')

  return {
    range(query: AllDocsQuery): AllDocsRows {
      const low = query.descending ? query.endKey : query.startKey
      const high = query.descending ? query.startKey : query.endKey
      const lowOperator = query.descending && !query.inclusiveEnd ? '>' : '>='
      const highOperator = !query.descending && !query.inclusiveEnd ? '<' : '<='
      const doc = query.includeDocs ? `||',"doc":'||${documentSql(query.attachments)}` : ''
      const statement = prepared(
        `SELECT ${joined} AS text, count(*) AS count FROM (SELECT '{"id":'||json_quote(id)||',"key":'||json_quote(id)||',"value":'||${valueSql}${doc}||'}' AS t
         FROM document WHERE deleted = 0 ${low === undefined ? '' : `AND id ${lowOperator} :low`} ${high === undefined ? '' : `AND id ${highOperator} :high`}
         ORDER BY id ${query.descending ? 'DESC' : 'ASC'} LIMIT :limit OFFSET :skip)`,
      )
      const row = statement.get({
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
        limit: query.limit,
        skip: query.skip,
      })
      const outside =
        query.startKey === undefined ? 0 : Number((query.descending ? after : before).get(query.startKey)?.n)
      return { text: toBuffer(row?.text), count: Number(row?.count ?? 0), offset: outside + query.skip }
    },

    documents({ from, to, limit }: { from: string; to?: string | undefined; limit: number }): string[] {
      const statement = prepared(
        `SELECT ${documentSql()} AS doc FROM document WHERE deleted = 0 AND id > ? ${to === undefined ? '' : 'AND id < ?'} ORDER BY id LIMIT ?`,
      )
      const rows = to === undefined ? statement.all(from, limit) : statement.all(from, to, limit)
      return rows.map((row) => String(row.doc))
    },

    byKeys(keys: unknown[], { includeDocs, attachments, withTombstones }: KeysOptions): Buffer {
      const doc = includeDocs
        ? `||',"doc":'||CASE WHEN deleted = 1 AND ${withTombstones ? 0 : 1} THEN 'null' ELSE ${documentSql(attachments)} END`
        : ''
      const statement = prepared(
        `SELECT ${joined} AS text FROM (SELECT CASE WHEN id IS NULL THEN '{"key":'||k||',"error":"not_found"}'
         ELSE '{"id":'||json_quote(id)||',"key":'||json_quote(id)||',"value":'||${valueSql}${doc}||'}' END AS t
         FROM (SELECT key AS place, atom, CASE type WHEN 'text' THEN json_quote(atom) ELSE value END AS k FROM json_each(?)) LEFT JOIN document ON id = atom ORDER BY place)`,
      )
      return toBuffer(statement.get(JSON.stringify(keys))?.text)
    },
  }
}
