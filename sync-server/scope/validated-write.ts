import type { Principal } from '../accounts/principal.ts'
import { documentJson, revisionsMember } from '../couch/document-json.ts'
import type {
  Database,
  IncomingDocument,
  Refusal,
  StoredRevision,
  WriteOptions,
  WriteOutcome,
} from '../store/store.ts'
import { designProblem } from '../views/design-check.ts'
import { designsOf } from '../views/designs.ts'
import { sourceOf, userContext } from '../views/function-filter.ts'
import type { Views } from '../views/views.ts'
import { defaultSecurity } from './database-security.ts'

/** A write met another one between the look of the functions and its transaction: it is looked at again. */
const lookAgain: Refusal = { error: 'look_again', reason: '' }
const mostLooks = 20

interface Looked {
  /** The winner when the functions were asked. */
  winner: string | undefined
  refusal: Refusal | undefined
}

/**
 * Writes after `validate_doc_update` of every design document agreed, and design documents only when their views compile.
 * The functions run before the transaction, in their isolate; the transaction stores only what they have seen.
 */
export async function validatedWrite(
  views: Views,
  principal: Principal,
  database: Database,
  batch: IncomingDocument[],
  options: WriteOptions,
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = []
  let open = batch.map((document, place) => ({ document, place }))
  for (let look = 0; open.length > 0; look++) {
    const documents = open.map(({ document }) => document)
    const looked = await lookAt(views, principal, database, documents, options.newEdits)
    const rows = await (looked
      ? database.write(documents, { ...options, guard: guardOf(options, looked, look) })
      : database.write(documents, options))
    const again: typeof open = []
    for (const [index, row] of rows.entries()) {
      if ('error' in row && row.error === lookAgain.error) again.push(open[index]!)
      else outcomes[open[index]!.place] = row
    }
    open = again
  }
  return outcomes
}

const guardOf =
  (options: WriteOptions, looked: Map<IncomingDocument, Looked>, look: number): WriteOptions['guard'] =>
  (next, previous, places) => {
    const refusal = options.guard?.(next, previous, places)
    if (refusal) return refusal
    const seen = looked.get(next)
    if (!seen) return undefined
    if (seen.winner === previous?.rev) return seen.refusal
    return look < mostLooks ? lookAgain : { error: 'conflict', reason: 'Document update conflict.' }
  }

/** What the functions say of each document; undefined when there is nobody to ask. */
async function lookAt(
  views: Views,
  principal: Principal,
  database: Database,
  documents: IncomingDocument[],
  newEdits: boolean,
): Promise<Map<IncomingDocument, Looked> | undefined> {
  const validators = designsOf(database).filter((design) => typeof design.validate_doc_update === 'string')
  const designs = documents.filter(({ id, deleted }) => id.startsWith('_design/') && !deleted)
  if (validators.length === 0 && designs.length === 0) return undefined
  const looked = new Map(
    documents.map((document): [IncomingDocument, Looked] => [
      document,
      { winner: database.winner(document.id)?.rev, refusal: undefined },
    ]),
  )
  for (const document of designs)
    looked.get(document)!.refusal = await designProblem(views, database, document)
  const asked = documents.flatMap((document) => {
    const old = document.id.startsWith('_design/') ? 'skip' : oldOf(database, document, newEdits)
    return old === 'skip' ? [] : [{ document, json: pairJson(database, document, old) }]
  })
  if (asked.length === 0) return looked
  const docs = `[${asked.map(({ json }) => json).join(',')}]`
  const userCtx = JSON.stringify(userContext(database, principal))
  const secObj = database.security ?? defaultSecurity
  for (const design of validators) {
    const source = sourceOf(database, design)
    const verdicts = await views.call(database, 'validate', { design: source, docs, userCtx, secObj })
    for (const [place, { document }] of asked.entries()) {
      const verdict = verdicts[place]
      const seen = looked.get(document)!
      if (!verdict || seen.refusal) continue
      const { error, reason } = verdict
      seen.refusal = { error, reason: typeof reason === 'string' ? reason : JSON.stringify(reason) }
    }
  }
  return looked
}

/** The stored document that a write changes; `skip` for a conflict, and for a revision that is here already. */
function oldOf(
  database: Database,
  { id, rev, revisions }: IncomingDocument,
  newEdits: boolean,
): StoredRevision | undefined | 'skip' {
  if (newEdits) {
    if (rev === undefined) {
      const winner = database.winner(id)
      return winner && !winner.deleted ? 'skip' : undefined
    }
    return database.leaves(id).some((leaf) => leaf.rev === rev) ? database.readRevision(id, rev) : 'skip'
  }
  const { start, ids } = revisions ?? {
    start: Number.parseInt(String(rev), 10),
    ids: [String(rev).replace(/^\d+-/, '')],
  }
  if (database.missing(id, [`${start}-${ids[0]}`]).missing.length === 0) return 'skip'
  for (const [back, hash] of ids.entries()) {
    const found = back === 0 ? undefined : database.readRevision(id, `${start - back}-${hash}`)
    if (found) return found
  }
  return undefined
}

function pairJson(database: Database, document: IncomingDocument, old: StoredRevision | undefined): string {
  const { id, rev, deleted, fields, revisions } = document
  const history = revisions ?? (rev === undefined ? undefined : database.history(id, rev))
  const newDoc = JSON.stringify({
    ...fields,
    _id: id,
    ...(rev === undefined ? {} : { _rev: rev }),
    ...(deleted ? { _deleted: true } : {}),
    _revisions: history ?? { start: 0, ids: [] },
  })
  const oldDoc = old ? documentJson(old, revisionsMember(database, id, old.rev)) : 'null'
  return `{"newDoc":${newDoc},"oldDoc":${oldDoc}}`
}
