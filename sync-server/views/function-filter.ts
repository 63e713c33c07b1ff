import type { FastifyRequest } from 'fastify'
import type { Principal } from '../accounts/principal.ts'
import { badRequest, notFound } from '../couch/couch-error.ts'
import { documentJson } from '../couch/document-json.ts'
import { isObject } from '../http/json-text.ts'
import { defaultSecurity } from '../scope/database-security.ts'
import type { ChangesQuery, ChangesRows, Database, StoredRevision } from '../store/store.ts'
import { designOf } from './designs.ts'
import type { Views } from './views.ts'
import type { DesignSource } from './worker-calls.ts'

/** A filter of the changes feed that is a function of a design document. */
export interface FunctionFilter {
  design: DesignSource
  path: string[]
  missing: string
  /** A map function: what it emits for passes. */
  byView: boolean
  /** JSON of what the function is handed as `req`. */
  req: string
}

/** `filter=design/name`, or `filter=_view` with `view=design/name`. */
export function functionFilter(
  database: Database,
  filter: string,
  view: string | undefined,
  req: string,
): FunctionFilter {
  const byView = filter === '_view'
  const [name, member, more] = (byView ? (view ?? '') : filter).split('/')
  if (!name || !member || more !== undefined)
    throw badRequest(
      byView
        ? '`view` filter parameter must be of the form `designname/viewname`'
        : 'filter parameter must be of the form `designname/filtername`',
    )
  const design = designOf(database, name)
  const path = byView ? ['views', member, 'map'] : ['filters', member]
  let place: unknown = design
  for (const step of path) {
    if (!isObject(place) || !Object.hasOwn(place, step)) throw notFound(`missing json key: ${step}`)
    place = place[step]
  }
  return {
    design: sourceOf(database, design),
    path,
    missing: `missing ${path[0]} function ${member} on design doc _design/${name}`,
    byView,
    req,
  }
}

/** The design document with a key that names this very revision in this very database. */
export const sourceOf = (database: Database, design: Record<string, unknown>): DesignSource => ({
  key: `${database.name} ${database.epoch} ${String(design._id)} ${String(design._rev)}`,
  text: JSON.stringify(design),
})

/** What a function learns of the request. Credentials are left out. */
export function requestJson(request: FastifyRequest, database: Database, principal: Principal): string {
  const { authorization: _, cookie: __, ...headers } = request.headers
  const path = request.url.split('?')[0]!.split('/').filter(Boolean).map(decoded)
  return JSON.stringify({
    info: { db_name: database.name, update_seq: `${database.updateNumber}-${database.epoch}` },
    id: null,
    uuid: '',
    method: request.method,
    requested_path: path,
    path,
    raw_path: request.url,
    query: request.query,
    headers,
    body: Buffer.isBuffer(request.body) ? request.body.toString() : 'undefined',
    peer: request.ip,
    form: {},
    cookie: {},
    userCtx: userContext(database, principal),
    secObj: JSON.parse(database.security ?? defaultSecurity) as unknown,
  })
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const userContext = (database: Database, { user, roles }: Principal) => ({
  db: database.name,
  name: user,
  roles,
})

interface Row {
  seq: string
  id: string
  changes: { rev: string }[]
  deleted?: boolean
  doc: Record<string, unknown>
}
const firstRows = 100
const mostRows = 500
const stepCharacters = 1024 * 1024

/** Rows of the feed that pass, as many as asked for unless the feed ends: the filter runs before the limit (trap T4). */
export async function filteredChanges(
  views: Views,
  database: Database,
  filter: FunctionFilter,
  query: ChangesQuery,
): Promise<ChangesRows> {
  const texts: string[] = []
  let { since, upTo } = query
  let limit = firstRows
  for (;;) {
    const page = database.changes({ ...query, since, upTo, limit, includeDocs: true, filter: undefined })
    const text = page.text.toString()
    const rows = page.count === 0 ? [] : (JSON.parse(`[${text}]`) as Row[])
    const lines = query.includeDocs && page.count > 0 ? text.split(',\n') : []
    const passed = await passingRevisions(views, database, filter, rows, query.allLeaves)
    for (const [place, row] of rows.entries()) {
      const revs = passed[place]!
      if (revs.length === 0) continue
      const whole = lines.length === rows.length && revs.length === row.changes.length
      texts.push(whole ? lines[place]! : rowText({ ...row, changes: revs }, query.includeDocs))
      if (texts.length < query.limit) continue
      const lastSeq = Number.parseInt(row.seq, 10)
      return { text: Buffer.from(texts.join(',\n')), count: texts.length, lastSeq, complete: false }
    }
    if (page.complete) {
      const lastSeq = query.descending ? page.lastSeq : Math.max(query.upTo, query.since)
      return { text: Buffer.from(texts.join(',\n')), count: texts.length, lastSeq, complete: true }
    }
    if (query.descending) upTo = page.lastSeq - 1
    else since = page.lastSeq
    limit = Math.max(1, Math.min(mostRows, Math.floor((limit * stepCharacters) / Math.max(1, text.length))))
  }
}

function rowText({ seq, id, changes, deleted, doc }: Row, withDocument: boolean): string {
  const ended = deleted === true ? { deleted } : {}
  return JSON.stringify({ seq, id, changes, ...ended, ...(withDocument ? { doc } : {}) })
}

/** The revisions of each row that pass: of the winner, or of every leaf. */
async function passingRevisions(
  views: Views,
  database: Database,
  { design, path, missing, byView, req }: FunctionFilter,
  rows: Row[],
  allLeaves: boolean,
): Promise<Row['changes'][]> {
  if (rows.length === 0) return []
  const asked = rows.flatMap((row, place) => {
    const [winner, ...losing] = row.changes
    const docs = [{ place, change: winner!, doc: JSON.stringify(row.doc) }]
    if (!allLeaves) return docs
    const others = losing.flatMap((change) => {
      const found: StoredRevision | undefined = database.readRevision(row.id, change.rev)
      return found ? [{ place, change, doc: documentJson(found) }] : []
    })
    return [...docs, ...others]
  })
  const docs = `[${asked.map((each) => each.doc).join(',')}]`
  const verdicts = await views.call(database, 'filter', { design, path, missing, byView, docs, req })
  const passed: Row['changes'][] = rows.map(() => [])
  for (const [index, { place, change }] of asked.entries()) if (verdicts[index]) passed[place]!.push(change)
  return passed
}
