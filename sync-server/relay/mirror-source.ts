import { z } from 'zod'
import { incomingDocument } from '../couch/incoming-document.ts'
import { fetchDocuments } from '../replication/fetched-documents.ts'
import { ReplicationError } from '../replication/replication-error.ts'
import type { IncomingDocument } from '../store/store.ts'
import type { Couchdb } from './couchdb.ts'
import { checkAnswer } from './database-answer.ts'
import { databasePath } from './target-path.ts'
import { CouchdbUnavailable } from './unavailable.ts'

/** What tells whether a mirror is of the database that is there now, and whether it is behind it. */
export interface SourceState {
  /** Another one: the database was removed and made again. */
  born: string
  /** Another number: documents were purged, of which no feed tells. */
  purged: string
  updateSeq: string
}
/** A place in the feed that the CouchDB does not know any more. */
export const placeUnknown = Symbol('place unknown')

const infoSchema = z.looseObject({
  instance_start_time: z.string().default(''),
  purge_seq: z.union([z.string(), z.number()]).default(''),
  update_seq: z.union([z.string(), z.number()]),
})
const pageSchema = z.object({
  results: z.array(z.object({ id: z.string(), changes: z.array(z.object({ rev: z.string() })) })),
  last_seq: z.union([z.string(), z.number()]),
})
export type SourceRow = z.infer<typeof pageSchema>['results'][number]

export const pageRows = 1000
/** As long as a CouchDB waits by itself at most. */
const newsWithinMs = 50_000
const graceMs = 30_000

/** What a mirror reads of its database in the CouchDB. */
export function createMirrorSource(couchdb: Couchdb, database: string) {
  const parsed = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
    const read = schema.safeParse(value)
    if (!read.success) throw new CouchdbUnavailable(what)
    return read.data
  }
  const feedPath = (query: Record<string, string>): string =>
    `${databasePath(database, '_changes')}?${new URLSearchParams(query)}`
  const peer = {
    shown: 'the CouchDB',
    async need(method: string, path: string, value: unknown) {
      const answer = await couchdb.json({ method, path: databasePath(database) + path, value })
      checkAnswer(answer)
      return answer
    },
  }

  return {
    async state(): Promise<SourceState> {
      const answer = await couchdb.json({ method: 'GET', path: databasePath(database) })
      checkAnswer(answer)
      const info = parsed(infoSchema, answer.value, 'info')
      return {
        born: info.instance_start_time,
        // A cluster writes the same number in several ways.
        purged: String(info.purge_seq).split('-')[0] ?? '',
        updateSeq: String(info.update_seq),
      }
    },
    /** A page of the feed with every leaf of each document. */
    async page(since: string): Promise<{ rows: SourceRow[]; last: string } | typeof placeUnknown> {
      const query = { style: 'all_docs', since, limit: String(pageRows) }
      const answer = await couchdb.json({ method: 'GET', path: feedPath(query) })
      if (answer.status === 400) return placeUnknown
      checkAnswer(answer)
      const { results, last_seq } = parsed(pageSchema, answer.value, 'changes')
      return { rows: results, last: String(last_seq) }
    },
    /** Resolves when there is something after this place, or after a while. */
    async news(since: string, signal: AbortSignal): Promise<void> {
      const query = { feed: 'longpoll', limit: '1', timeout: String(newsWithinMs), since }
      const idleMs = newsWithinMs + graceMs
      const answer = await couchdb.json({
        method: 'GET',
        path: feedPath(query),
        signal,
        idleMs,
        isFeed: true,
      })
      checkAnswer(answer)
    },
    /** Revisions with their history; every leaf of an id that comes without one. Read by quorum. */
    async documents(wanted: readonly { id: string; rev?: string }[]): Promise<IncomingDocument[]> {
      const fetched = await fetchDocuments(peer, wanted).catch((error: unknown) => {
        throw error instanceof ReplicationError ? new CouchdbUnavailable('bulk-get') : error
      })
      // A copy in a cluster that lags behind may not have yet what the feed of another one has told. What was purged
      // meanwhile shows in the next state.
      const here = new Set(fetched.map(({ id }) => id))
      if (wanted.some(({ id, rev }) => rev !== undefined && !here.has(id)))
        throw new CouchdbUnavailable('bulk-get-behind')
      return fetched.flatMap(({ id, text }) => {
        try {
          // Records hold no attachments (S9); what somebody put beside the rules is shown to nobody here.
          const { _attachments, ...own } = JSON.parse(text) as Record<string, unknown>
          return [incomingDocument(own, text, 0, () => id)]
        } catch {
          // What cannot be read is nothing that a part of the clinic may be made of.
          return []
        }
      })
    },
  }
}
export type MirrorSource = ReturnType<typeof createMirrorSource>
