import type { DatabaseSync } from 'node:sqlite'
import type { Database, ReadScope, StoredRevision } from '../store.ts'
import { createAllDocsReader } from './all-docs-reader.ts'
import { createChangesReader } from './changes-reader.ts'
import { createShapes, rowScope } from './scope-sql.ts'

/** Scopes that are kept ready; more are made anew. */
const mostScopes = 500

/** The parts of a database that scopes leave, each made once. */
export function createScopedDatabases(whole: Database, file: DatabaseSync): (scope: ReadScope) => Database {
  const known = new Map<string, Database>()
  const shapes = createShapes(file)
  return (scope) => {
    const made = known.get(scope.key)
    if (made) return made
    // Shapes stay: feeds that wait go on reading through the part that they began with.
    if (known.size >= mostScopes) known.clear()
    if (scope.shape) shapes.set(scope.key, scope.shape)
    const part = scopedDatabase(whole, file, scope)
    known.set(scope.key, part)
    return part
  }
}

/**
 * A database as one person may see it. What is outside answers every question as what never was: single documents are
 * looked up before they are read, lists leave them out in the query itself. Writes go to the whole, where their guard
 * judges them.
 */
function scopedDatabase(whole: Database, file: DatabaseSync, scope: ReadScope): Database {
  const rows = rowScope(scope)
  const changes = createChangesReader(file, whole.epoch, rows)
  const allDocs = createAllDocsReader(file, rows)
  const visible = file.prepare(`SELECT 1 AS n FROM document WHERE id = ? ${rows.where}`)
  const counted = file.prepare(`SELECT count(*) AS n FROM document WHERE deleted = ? ${rows.where}`)
  const sees = (id: string): boolean => visible.get(id) !== undefined
  const count = (deleted: number): number => Number(counted.get(deleted)?.n)
  const shaped = (found: StoredRevision | undefined): StoredRevision | undefined => {
    if (!found || !scope.shape) return found
    const document = JSON.parse(`{"_id":${JSON.stringify(found.id)}${found.body}}`) as Record<string, unknown>
    const { _id, ...left } = scope.shape(document)
    const text = JSON.stringify(left)
    return {
      id: found.id,
      rev: found.rev,
      deleted: found.deleted,
      body: text === '{}' ? '' : `,${text.slice(1, -1)}`,
    }
  }
  /** Checkpoints are each person's own: those of others tell what they have read. */
  const own = (id: string): string => `${scope.person}/${id}`

  return {
    name: whole.name,
    part: scope.key,
    epoch: whole.epoch,
    get updateNumber() {
      return whole.updateNumber
    },
    commonWith: (epoch, number) => whole.commonWith(epoch, number),
    info: () => ({ ...whole.info(), documents: count(0), tombstones: count(1) }),
    write: (batch, options) => whole.write(batch, options),
    winner: (id) => (sees(id) ? whole.winner(id) : undefined),
    read: (id) => (sees(id) ? shaped(whole.read(id)) : undefined),
    readRevision: (id, rev) => (sees(id) ? shaped(whole.readRevision(id, rev)) : undefined),
    sequenceNumberOf: (id) => (sees(id) ? whole.sequenceNumberOf(id) : 0),
    leaves: (id) => (sees(id) ? whole.leaves(id) : []),
    history: (id, rev) => (sees(id) ? whole.history(id, rev) : undefined),
    latest: (id, rev) => (sees(id) ? whole.latest(id, rev) : []),
    missing: (id, revs) => (sees(id) ? whole.missing(id, revs) : { missing: revs, possibleAncestors: [] }),
    together: (read) => whole.together(read),
    changes: (query) => changes.read(query),
    pendingAfter: (number) => whole.pendingAfter(number),
    allDocs: (query) =>
      query.space === 'all'
        ? allDocs.range(query)
        : { text: Buffer.alloc(0), count: 0, offset: 0, lastId: undefined },
    documentsById: (range) => allDocs.documents(range),
    countOf: (space) => (space === 'all' ? count(0) : 0),
    allDocsByKeys: (keys, options) =>
      allDocs.byKeys(keys, options.space === 'local' ? { ...options, space: 'design' } : options),
    attachment: (digest) => whole.attachment(digest),
    keptAttachment: (digest) => whole.keptAttachment(digest),
    withAttachments: (body, shown) => whole.withAttachments(body, shown),
    getLocal: (id) => whole.getLocal(own(id)),
    putLocal: (id, body, previous) => whole.putLocal(own(id), body, previous),
    removeLocal: (id) => whole.removeLocal(own(id)),
    security: whole.security,
    putSecurity: (text) => whole.putSecurity(text),
    compact: () => whole.compact(),
    purge: (asked) => whole.purge(asked),
    limits: () => whole.limits(),
    setLimits: (limits) => whole.setLimits(limits),
    within: (narrower) => whole.within(narrower),
    places: whole.places,
    placeAll: (placeOf) => whole.placeAll(placeOf),
    open: (opening) => whole.open(opening),
    openings: (limit) => whole.openings(limit),
    settle: (patients) => whole.settle(patients),
    onCommit: (listener) => whole.onCommit(listener),
  }
}
