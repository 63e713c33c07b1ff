import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '#shared/kit/clock.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { Accounts } from '../accounts/account-store.ts'
import { isServerAdmin, principalOf } from '../accounts/principal.ts'
import type { Database, Store } from '../store/store.ts'
import type { Job } from './job.ts'
import type { Jobs } from './jobs.ts'
import { ReplicationError } from './replication-error.ts'
import { replicatorDatabase, requestOf } from './replicator-documents.ts'
import type { ReplicatorSecrets } from './replicator-secrets.ts'

export interface ReplicatorWatch {
  /** Starts what the stored documents ask for, and follows them from now on. */
  start(): void
  jobOf(documentId: string): Job | undefined
  stop(): void
}

interface Options {
  store: Store
  accounts: Accounts
  jobs: Jobs
  secrets: ReplicatorSecrets
  clock: Clock
  log: FastifyBaseLogger
}

const everything = Number.MAX_SAFE_INTEGER

/**
 * Keeps the jobs as the documents of `_replicator` ask: a new document starts its replication, a changed one starts it
 * anew, a deleted one ends it. How a one-shot replication ended is written into its document.
 */
export function watchReplicator({ store, accounts, jobs, secrets, clock, log }: Options): ReplicatorWatch {
  const known = new Map<string, { rev: string; job: Job | undefined }>()
  let since = 0
  let stopped = false
  let unsubscribe = (): void => undefined

  const forget = (id: string): void => {
    known.get(id)?.job?.stop()
    known.delete(id)
  }

  const look = (database: Database): void => {
    if (stopped) return
    const upTo = database.updateNumber
    const query = { since, upTo, limit: everything, descending: false, allLeaves: false, includeDocs: true }
    const { text } = database.changes(query)
    since = upTo
    const rows = JSON.parse(`[${text}]`) as { id: string; deleted?: boolean; doc: Record<string, unknown> }[]
    for (const { id, deleted, doc } of rows) {
      if (id.startsWith('_design/')) continue
      if (deleted) {
        forget(id)
        secrets.forget(id)
      } else follow(database, id, doc)
    }
  }

  const follow = (database: Database, id: string, doc: Record<string, unknown>): void => {
    const rev = String(doc._rev)
    if (known.get(id)?.rev === rev) return
    forget(id)
    known.set(id, { rev, job: undefined })
    if (doc._replication_state === 'completed' || doc._replication_state === 'failed') return
    const job = start(id, doc)
    if (typeof job === 'string') {
      end(database, id, rev, 'failed', { reason: job })
      return
    }
    known.set(id, { rev, job })
    job.done.then(
      () => end(database, id, rev, 'completed', { id: job.id, stats: job.progress }),
      (error: unknown) => {
        if (!(error instanceof ReplicationError)) log.error('a replication ended without a reason')
      },
    )
  }

  /** The job of a document, or why it can have none. */
  const start = (id: string, doc: Record<string, unknown>): Job | string => {
    const request = requestOf(id, doc, secrets)
    if (typeof request === 'string') return request
    const account = typeof doc.owner === 'string' ? accounts.get(doc.owner) : undefined
    if (!account || !isServerAdmin(principalOf(account)))
      return 'its owner is no administrator of this server'
    const doing = jobs.get(jobs.idOf(request))
    if (doing && doing.documentId !== id) return `another replication does the same: ${doing.id}`
    return jobs.start(request, { principal: principalOf(account), account }, { documentId: id, again: true })
  }

  const end = (
    database: Database,
    id: string,
    rev: string,
    state: 'completed' | 'failed',
    more: { reason?: string; id?: string; stats?: object },
  ): void => {
    const stored = stopped ? undefined : database.read(id)
    if (!stored || stored.rev !== rev || stored.deleted) return
    const own = JSON.parse(`{${stored.body.slice(1)}}`) as Record<string, unknown>
    const fields = {
      ...own,
      _replication_state: state,
      _replication_state_time: isoNow(clock),
      ...(more.id === undefined ? {} : { _replication_id: more.id }),
      ...(more.reason === undefined ? {} : { _replication_state_reason: more.reason }),
      ...(more.stats === undefined ? {} : { _replication_stats: more.stats }),
    }
    const body = `,${JSON.stringify(fields).slice(1, -1)}`
    const document = { id, rev, deleted: false, revisions: undefined, body, fields }
    // Somebody who changed it meanwhile has the last word: a conflict is no failure.
    database
      .write([document], { newEdits: true })
      .catch(() => log.error('the state of a replication was not kept'))
  }

  return {
    start() {
      const database = store.open(replicatorDatabase)
      if (!database) return
      unsubscribe = database.onCommit(() => setImmediate(() => look(database)))
      look(database)
    },
    jobOf: (id) => known.get(id)?.job,
    stop() {
      stopped = true
      unsubscribe()
    },
  }
}
