import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Database, Store } from '../../sync-server/store/store.ts'
import { digestOf, type LedgerEvent, readLedger } from './storage-ledger.ts'
import { allowedOf, type DatabaseState } from './storage-state.ts'

/**
 * Compares a store with what its ledger allows: every acknowledged change is there as it was, no half of a batch,
 * counts, sequences and feeds agree. Returns what is wrong, in words.
 */
export async function wrongsOf(
  store: Store,
  folder: string,
  events: readonly LedgerEvent[],
): Promise<string[]> {
  const ledger = readLedger(events)
  const wrongs: string[] = []
  const names = new Set(ledger.flatMap(({ change }) => ('database' in change ? [change.database] : [])))
  for (const name of store.databaseNames()) if (!names.has(name)) wrongs.push(`${name}: nobody asked for it`)
  for (const name of names) {
    const allowed = allowedOf(name, ledger)
    const database = store.open(name)
    if (!database) {
      if (!allowed.mayBeAbsent) wrongs.push(`${name}: the database is lost`)
      continue
    }
    if (!allowed.mayBePresent) wrongs.push(`${name}: the database came back`)
    if (allowed.formerEpochs.has(database.epoch)) wrongs.push(`${name}: an old epoch came back`)
    if (allowed.epoch !== undefined && database.epoch !== allowed.epoch)
      wrongs.push(`${name}: another epoch than before`)
    const found = stateOf(database, allowed.states)
    if (!allowed.states.some((state) => sameState(found, state)))
      wrongs.push(
        `${name}: sequence ${found.sequence}, documents ${[...found.documents.keys()]} are none of the allowed states`,
      )
    wrongs.push(...disagreements(database).map((wrong) => `${name}: ${wrong}`))
    wrongs.push(...(await nextNumber(database)).map((wrong) => `${name}: ${wrong}`))
    wrongs.push(...integrity(join(folder, 'databases', `${name}.sqlite`)).map((wrong) => `${name}: ${wrong}`))
  }
  const records = ledger.filter(({ change }) => change.kind === 'record')
  const last = records.findLastIndex(({ answer }) => answer === 'acknowledged')
  const values = records
    .slice(Math.max(0, last))
    .map(({ change }) => change.kind === 'record' && change.value)
  const value = store.records.get('kind', 'k')
  if (!values.includes(value as string) && !(last < 0 && value === undefined)) wrongs.push('a record is lost')
  return wrongs
}

const feed = (database: Database) => {
  const rows = database.changes({
    since: 0,
    upTo: database.updateNumber,
    limit: 10_000,
    descending: false,
    allLeaves: true,
    includeDocs: true,
  })
  return JSON.parse(`[${rows.text}]`) as {
    seq: string
    id: string
    changes: { rev: string }[]
    deleted?: boolean
    doc: { _rev: string }
  }[]
}

function stateOf(database: Database, allowed: readonly DatabaseState[]): DatabaseState {
  const documents = new Map(
    feed(database).map(({ id, deleted }) => {
      const leaves = database
        .leaves(id)
        .map(({ rev }) =>
          digestOf(
            database.withAttachments(database.readRevision(id, rev)?.body ?? 'no body', { contents: true }),
          ),
        )
      return [id, { id, leaves, deleted: deleted === true }] as const
    }),
  )
  const ids = new Set(allowed.flatMap(({ locals }) => [...locals.keys()]))
  const locals = new Map<string, string>()
  for (const id of ids) {
    const found = database.getLocal(id)
    if (found) locals.set(id, found.body)
  }
  return { documents, locals, sequence: database.updateNumber }
}

const canonical = ({ documents, locals, sequence }: DatabaseState): string =>
  JSON.stringify([
    sequence,
    [...locals].sort(),
    [...documents.values()]
      .map(({ id, leaves, deleted }) => [id, [...leaves].sort(), deleted])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  ])
const sameState = (a: DatabaseState, b: DatabaseState): boolean => canonical(a) === canonical(b)

/** The feed, the list of documents, the single reads and the counts tell the same. */
function disagreements(database: Database): string[] {
  const rows = feed(database)
  const wrongs: string[] = []
  const numbers = rows.map(({ seq }) => Number(seq.split('-')[0]))
  if (numbers.some((number, index) => index > 0 && number <= numbers[index - 1]!))
    wrongs.push('the feed is out of order')
  if ((numbers.at(-1) ?? 0) > database.updateNumber) wrongs.push('a number is beyond the newest')
  for (const { id, doc, changes } of rows) {
    const leaves = database.leaves(id).map(({ rev }) => rev)
    if (doc._rev !== database.read(id)?.rev || changes.map(({ rev }) => rev).join() !== leaves.join())
      wrongs.push(`${id}: the feed and the document disagree`)
  }
  const { documents, tombstones } = database.info()
  const living = rows.filter((row) => !row.deleted).length
  if (documents !== living || tombstones !== rows.length - living) wrongs.push('the counts are wrong')
  const listed = database.documentsById({ from: '', limit: 10_000 }).length
  if (listed !== living) wrongs.push('the list of documents and the feed disagree')
  if (database.pendingAfter(0) !== rows.length) wrongs.push('pending is wrong')
  return wrongs
}

/** A number that was visible is never given again. */
async function nextNumber(database: Database): Promise<string[]> {
  const before = database.updateNumber
  const probe = { id: 'probe', rev: undefined, deleted: false, revisions: undefined, body: '', fields: {} }
  await database.write([probe], { newEdits: true })
  return database.updateNumber === before + 1 ? [] : ['the next number is not the next']
}

function integrity(path: string): string[] {
  const file = new DatabaseSync(path)
  try {
    const answer = file.prepare('PRAGMA integrity_check').get()?.integrity_check
    return answer === 'ok' ? [] : [`integrity: ${answer}`]
  } finally {
    file.close()
  }
}
