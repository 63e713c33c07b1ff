import type { BulkDocsRow, ChangesPage, ChangesRow, WireDocument } from '#shared/contract/couch.ts'
import { wholeScope } from '#shared/contract/scope-header.ts'
import { OtherScope } from './answer-error.ts'
import { bulkDocsAnswer, changesAnswer, type KeysRow, keysAnswer, missingAnswer } from './couch-answers.ts'
import { placeIn, scopeOfPlace, wirePlace } from './sequence.ts'
import { type AskOptions, createAsk, idleMs } from './server-request.ts'

/**
 * The wire to the clinic's database. Every answer that is not exactly what was asked for is an `AppError`: a status
 * other than 2xx, somebody else's page with 200, cut JSON, an empty body (trap T2). Nothing ends silently.
 */
export interface CouchTransport {
  /** One page of changes with documents; `OtherScope` when `since` is a place in another feed than it comes from. `wait` asks for a longpoll: it is answered when there is news, own rows without documents (C23), or empty. */
  changes(ask: {
    since: string
    limit: number
    wait: boolean
    /** Only documents that this Mango selector fits. */
    selector?: Record<string, unknown>
    /** A longpoll that the server ends after so long without news; with heartbeats and without an end when left out. */
    holdMs?: number
    signal: AbortSignal
    /** Our server has begun to answer: a longpoll is open. */
    onOpen?: () => void
  }): Promise<ChangesPage>
  bulkDocs(documents: WireDocument[], signal: AbortSignal): Promise<BulkDocsRow[]>
  documents(ids: string[], signal: AbortSignal): Promise<KeysRow[]>
  /** The newest change of each of these documents that is there. */
  changesOf(ids: string[], signal: AbortSignal): Promise<ChangesRow[]>
  /** Of these revisions those that the server does not have and never had. */
  unknownRevisions(revOf: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Set<string>>
}

export interface TransportOptions extends AskOptions {
  /** Origin of the server; empty for the page's own. */
  baseUrl: string
  database: string
}

const heartbeatMs = 10_000

export function createTransport(options: TransportOptions): CouchTransport {
  const ask = createAsk(`${options.baseUrl}/${encodeURIComponent(options.database)}`, options)
  return {
    async changes({ since, limit, wait, holdMs, selector, signal, onOpen }) {
      const until = holdMs === undefined ? `heartbeat=${heartbeatMs}` : `timeout=${holdMs}`
      const feed = wait ? `feed=longpoll&${until}` : 'feed=normal'
      const query = `${feed}&include_docs=true&limit=${limit}&since=${encodeURIComponent(wirePlace(since))}`
      const patienceMs = idleMs + (holdMs ?? 0)
      const filter = selector ? '&filter=_selector' : ''
      const body = selector && { selector }
      let scope = wholeScope
      const path = `/_changes?${query}${filter}`
      const onScope = (told: string) => {
        scope = told
        if ((scopeOfPlace(since) ?? scope) !== scope) throw new OtherScope(scope)
      }
      const answer = await ask(path, signal, { body, onOpen, patienceMs, onScope, named: wait })
      return pageIn(scope, changesAnswer(answer))
    },
    async bulkDocs(documents, signal) {
      return bulkDocsAnswer(
        await ask('/_bulk_docs', signal, { body: { docs: documents }, named: true }),
        documents.length,
      )
    },
    async documents(ids, signal) {
      const asked = { keys: ids, include_docs: true, deleted: 'ok' }
      return keysAnswer(await ask('/_all_docs?include_docs=true', signal, { body: asked }), ids.length)
    },
    async changesOf(ids, signal) {
      const path = '/_changes?filter=_doc_ids&include_docs=true'
      return changesAnswer(await ask(path, signal, { body: { doc_ids: ids } })).results
    },
    async unknownRevisions(revOf, signal) {
      const asked = Object.fromEntries([...revOf].map(([id, rev]) => [id, [rev]]))
      return new Set(Object.keys(missingAnswer(await ask('/_revs_diff', signal, { body: asked }))))
    },
  }
}

/** The page with its places in the feed of this scope. */
function pageIn(scope: string, page: ChangesPage): ChangesPage {
  if (scope === wholeScope) return page
  const results = page.results.map((row) => ({ ...row, seq: placeIn(scope, row.seq) }))
  return { ...page, results, last_seq: placeIn(scope, page.last_seq) }
}
