import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { badRequest, CouchError, forbidden, notFound } from '../couch/couch-error.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import type { Jobs } from './jobs.ts'
import { ReplicationError } from './replication-error.ts'
import { replicationRequest } from './replication-request.ts'

/** `POST /_replicate`: one-shot it answers at the end; continuous at once, until it is cancelled or the server stops. */
export function replicateEndpoint(app: FastifyInstance, jobs: Jobs): void {
  app.post('/_replicate', { config: { access: 'admin' } }, async (request, reply) => {
    const { value } = jsonObject(request)
    if (value.cancel === true) return cancel(request, reply, value)
    const asked = replicationRequest(value)
    if (!asked.ok) throw badRequest(asked.error)
    const caller = { principal: principal(request), account: request.account ?? undefined }
    const job = jobs.start(asked.value, caller, { again: asked.value.continuous })
    if (job.documentId !== undefined)
      throw new CouchError(409, 'conflict', 'a document of _replicator does the same')
    if (asked.value.continuous)
      return sendJson(request, reply.code(202), JSON.stringify({ ok: true, _local_id: job.id }))
    reply.raw.once('close', () => {
      if (!reply.raw.writableEnded) job.stop()
    })
    const result = await job.done.catch((error: unknown) => {
      throw error instanceof ReplicationError
        ? new CouchError(error.status, error.error, error.message)
        : error
    })
    return sendJson(request, reply, JSON.stringify(result))
  })

  const cancel = (request: FastifyRequest, reply: FastifyReply, value: Record<string, unknown>) => {
    const named = value.replication_id ?? value._local_id ?? value.id
    const asked = typeof named === 'string' ? undefined : replicationRequest(value)
    if (asked && !asked.ok) throw badRequest(asked.error)
    const job = jobs.get(asked?.ok ? jobs.idOf(asked.value) : String(named))
    if (!job) throw notFound('no such replication')
    if (job.documentId !== undefined) throw forbidden('remove its document from _replicator instead')
    job.stop()
    return sendJson(request, reply, JSON.stringify({ ok: true, _local_id: job.id }))
  }
}
