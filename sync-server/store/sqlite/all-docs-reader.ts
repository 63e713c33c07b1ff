import type { DatabaseSync } from 'node:sqlite'
import type { AllDocsQuery, AllDocsRows, DocumentSpace, KeysOptions } from '../store.ts'
import { toBuffer } from './changes-reader.ts'
import { documentSql } from './layout.ts'
import { createPrepared } from './prepared.ts'
import { everyRow, type RowScope } from './scope-sql.ts'

const valueSql = `'{"rev":"'||rev||'"'||CASE deleted WHEN 1 THEN ',"deleted":true' ELSE '' END||'}'`
/** A part of the documents stands in for all of them. */
const sourcesOf = (where: string): Record<DocumentSpace, string> => ({
  all: where === '' ? 'document' : `(SELECT id, rev, deleted, body, tree FROM document WHERE TRUE ${where})`,
  design: `(SELECT id, rev, deleted, body, tree FROM document WHERE id >= '_design/' AND id < '_design0' ${where})`,
  local: `(SELECT '_local/'||id AS id, '0-'||rev AS rev, 0 AS deleted, body, NULL AS tree FROM local)`,
})
/** With a plus SQLite walks the ids in their order, where it would sort all documents that are not deleted. */
const notDeleted = '+deleted = 0'
/** Counts in the index of ids alone. */
const countOutside = (operator: '<' | '>'): string =>
  `SELECT (SELECT count(*) FROM document WHERE id ${operator} ?1) - (SELECT count(*) FROM document WHERE deleted = 1 AND +id ${operator} ?1) AS n`
const joined = `CAST(group_concat(t, ',' || char(10)) AS BLOB)`

/** Reads documents by id, in the order of their ids as UTF-8 bytes. */
export function createAllDocsReader(file: DatabaseSync, scope: RowScope = everyRow) {
  const { where, shaped } = scope
  const sources = sourcesOf(where)
  const prepared = createPrepared(file)
  const outside = (space: DocumentSpace, key: string | undefined, operator: '<' | '>'): number => {
    if (key === undefined) return 0
    const sql =
      space === 'all' && where === ''
        ? countOutside(operator)
        : `SELECT count(*) AS n FROM ${sources[space]} WHERE ${notDeleted} AND id ${operator} ?1`
    return Number(prepared(sql).get(key)?.n)
  }

  return {
    range(query: AllDocsQuery): AllDocsRows {
      const { descending, after } = query
      const start = after ?? query.startKey
      const low = descending ? query.endKey : start
      const high = descending ? start : query.endKey
      const startOpen = after !== undefined
      const lowOperator = (descending ? !query.inclusiveEnd : startOpen) ? '>' : '>='
      const highOperator = (descending ? startOpen : !query.inclusiveEnd) ? '<' : '<='
      const doc = query.includeDocs ? `||',"doc":'||${shaped(documentSql(query))}` : ''
      const statement = prepared(
        `SELECT ${joined} AS text, count(*) AS count, ${descending ? 'min' : 'max'}(id) AS last FROM (SELECT id, '{"id":'||json_quote(id)||',"key":'||json_quote(id)||',"value":'||${valueSql}${doc}||'}' AS t
         FROM ${sources[query.space]} WHERE ${notDeleted} ${low === undefined ? '' : `AND id ${lowOperator} :low`} ${high === undefined ? '' : `AND id ${highOperator} :high`}
         ORDER BY id ${descending ? 'DESC' : 'ASC'} LIMIT :limit OFFSET :skip)`,
      )
      const row = statement.get({
        ...(low === undefined ? {} : { low }),
        ...(high === undefined ? {} : { high }),
        limit: query.limit,
        skip: query.skip,
      })
      const before = startOpen ? 0 : outside(query.space, query.startKey, descending ? '>' : '<')
      return {
        text: toBuffer(row?.text),
        count: Number(row?.count ?? 0),
        offset: before + query.skip,
        lastId: typeof row?.last === 'string' ? row.last : undefined,
      }
    },

    count: (space: DocumentSpace): number =>
      Number(prepared(`SELECT count(*) AS n FROM ${sources[space]} WHERE ${notDeleted}`).get()?.n),

    documents({ from, to, limit }: { from: string; to?: string | undefined; limit: number }): string[] {
      const statement = prepared(
        `SELECT ${shaped(documentSql())} AS doc FROM ${sources.all} WHERE ${notDeleted} AND id > ? ${to === undefined ? '' : 'AND id < ?'} ORDER BY id LIMIT ?`,
      )
      const rows = to === undefined ? statement.all(from, limit) : statement.all(from, to, limit)
      return rows.map((row) => String(row.doc))
    },

    byKeys(keys: unknown[], options: KeysOptions): Buffer {
      const doc = options.includeDocs
        ? `||',"doc":'||CASE WHEN deleted = 1 AND ${options.withTombstones ? 0 : 1} THEN 'null' ELSE ${shaped(documentSql(options))} END`
        : ''
      const statement = prepared(
        `SELECT ${joined} AS text FROM (SELECT CASE WHEN id IS NULL THEN '{"key":'||k||',"error":"not_found"}'
         ELSE '{"id":'||json_quote(id)||',"key":'||json_quote(id)||',"value":'||${valueSql}${doc}||'}' END AS t
         FROM (SELECT key AS place, atom, CASE type WHEN 'text' THEN json_quote(atom) ELSE value END AS k FROM json_each(?)) LEFT JOIN ${sources[options.space]} ON id = atom ORDER BY place)`,
      )
      return toBuffer(statement.get(JSON.stringify(keys))?.text)
    },
  }
}
