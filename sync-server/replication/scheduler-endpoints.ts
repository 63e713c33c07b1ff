import type { FastifyInstance, FastifyRequest } from 'fastify'
import { notFound } from '../couch/couch-error.ts'
import { queryOf } from '../couch/query.ts'
import { sendJson } from '../http/json-answer.ts'
import type { Store } from '../store/store.ts'
import type { Job } from './job.ts'
import type { Jobs } from './jobs.ts'
import { replicationRequest, shownSide } from './replication-request.ts'
import { replicatorDatabase } from './replicator-documents.ts'
import type { ReplicatorWatch } from './replicator-watch.ts'

const node = 'nonode@nohost'
const defaultPage = 100

/** `_scheduler/jobs`, `_scheduler/docs` and `_active_tasks`: what replicates, how far it is, and why it does not. */
export function schedulerEndpoints(
  app: FastifyInstance,
  { store, jobs, watch }: { store: Store; jobs: Jobs; watch: ReplicatorWatch },
): void {
  const config = { access: 'admin' as const }

  const paged = (request: FastifyRequest, name: string, rows: object[]): string => {
    const skip = queryOf(request).count('skip') ?? 0
    const limit = queryOf(request).count('limit') ?? defaultPage
    return JSON.stringify({ total_rows: rows.length, offset: skip, [name]: rows.slice(skip, skip + limit) })
  }

  app.get('/_active_tasks', { config }, (request, reply) =>
    sendJson(
      request,
      reply,
      JSON.stringify(
        jobs
          .list()
          .filter((job) => job.state === 'running')
          .map(taskOf),
      ),
    ),
  )

  app.get('/_scheduler/jobs', { config }, (request, reply) =>
    sendJson(request, reply, paged(request, 'jobs', jobs.list().map(jobRow))),
  )
  app.get('/_scheduler/jobs/:job', { config }, (request, reply) => {
    const job = jobs.get((request.params as { job: string }).job)
    if (!job) throw notFound()
    return sendJson(request, reply, JSON.stringify(jobRow(job)))
  })

  const documents = (): object[] =>
    (store.open(replicatorDatabase)?.documentsById({ from: '', limit: everything }) ?? [])
      .map((text) => JSON.parse(text) as Record<string, unknown>)
      .filter((doc) => !String(doc._id).startsWith('_design/'))
      .map((doc) => documentRow(doc, watch.jobOf(String(doc._id))))

  app.get('/_scheduler/docs', { config }, (request, reply) =>
    sendJson(request, reply, paged(request, 'docs', documents())),
  )
  app.get(`/_scheduler/docs/${replicatorDatabase}`, { config }, (request, reply) =>
    sendJson(request, reply, paged(request, 'docs', documents())),
  )
  app.get(`/_scheduler/docs/${replicatorDatabase}/:id`, { config }, (request, reply) => {
    const { id } = request.params as { id: string }
    const found = store.open(replicatorDatabase)?.read(id)
    if (!found || found.deleted) throw notFound()
    const doc = { _id: id, ...(JSON.parse(`{${found.body.slice(1)}}`) as object) }
    return sendJson(request, reply, JSON.stringify(documentRow(doc, watch.jobOf(id))))
  })
}

const everything = 100_000

const databaseOfJob = (job: Job): string | null => (job.documentId === undefined ? null : replicatorDatabase)

function taskOf(job: Job): object {
  const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)
  const { progress, request } = job
  return {
    type: 'replication',
    node,
    pid: '<0.0.0>',
    replication_id: job.id,
    database: databaseOfJob(job),
    doc_id: job.documentId ?? null,
    user: job.caller.principal.user,
    source: shownSide(request.source),
    target: shownSide(request.target),
    continuous: request.continuous,
    ...progress,
    through_seq: progress.source_seq,
    checkpoint_interval: request.checkpointIntervalMs,
    started_on: seconds(job.startedAt),
    updated_on: seconds(job.updatedAt),
  }
}

const infoOf = (job: Job): object =>
  job.reason === undefined ? { ...job.progress, through_seq: job.progress.source_seq } : { error: job.reason }

function jobRow(job: Job): object {
  return {
    database: databaseOfJob(job),
    id: job.id,
    pid: '<0.0.0>',
    source: shownSide(job.request.source),
    target: shownSide(job.request.target),
    user: job.caller.principal.user,
    doc_id: job.documentId ?? null,
    info: infoOf(job),
    history: job.history,
    node,
    start_time: job.startedAt,
  }
}

function documentRow(doc: Record<string, unknown>, job: Job | undefined): object {
  const asked = replicationRequest(doc)
  const ended = doc._replication_state
  const state = ended === 'completed' || ended === 'failed' ? ended : (job?.state ?? 'initializing')
  const reason = doc._replication_state_reason
  return {
    database: replicatorDatabase,
    doc_id: doc._id,
    id: job?.id ?? doc._replication_id ?? null,
    node,
    source: asked.ok ? shownSide(asked.value.source) : null,
    target: asked.ok ? shownSide(asked.value.target) : null,
    state,
    info: job ? infoOf(job) : reason === undefined ? (doc._replication_stats ?? null) : { error: reason },
    error_count: job?.errorCount ?? 0,
    last_updated: job?.updatedAt ?? doc._replication_state_time ?? null,
    start_time: job?.startedAt ?? doc._replication_state_time ?? null,
    source_proxy: null,
    target_proxy: null,
  }
}
