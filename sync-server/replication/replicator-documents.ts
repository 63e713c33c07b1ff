import type { FastifyInstance, FastifyRequest } from 'fastify'
import { badRequest, forbidden } from '../couch/couch-error.ts'
import { checkedId } from '../couch/incoming-document.ts'
import { databaseName, principal } from '../http/access.ts'
import { isObject } from '../http/json-text.ts'
import { jsonText } from '../http/request-body.ts'
import { type ReplicationRequest, replicationRequest, type Side } from './replication-request.ts'
import type { ReplicatorSecrets } from './replicator-secrets.ts'

export const replicatorDatabase = '_replicator'

/**
 * What is written into `_replicator` is looked at before it is stored: a document that asks for no replication is
 * refused, passwords are taken out of it and kept apart, and its owner is whoever wrote it last.
 */
export function guardReplicatorDocuments(app: FastifyInstance, secrets: ReplicatorSecrets): void {
  app.addHook('preHandler', async (request) => {
    const route = request.routeOptions.url
    if (route === '/:db' && request.method === 'DELETE' && databaseName(request) === replicatorDatabase)
      throw forbidden('remove the documents of `_replicator` instead')
    const writes = request.method === 'PUT' || request.method === 'POST'
    if (!writes || !route?.startsWith('/:db') || databaseName(request) !== replicatorDatabase) return
    if (route === '/:db/_bulk_docs') replaceBatch(request, secrets)
    else if (route === '/:db' && request.method === 'POST') replaceOne(request, undefined, secrets)
    else if (route === '/:db/:id') replaceOne(request, (request.params as { id: string }).id, secrets)
  })
}

function replaceBatch(request: FastifyRequest, secrets: ReplicatorSecrets): void {
  const { value } = jsonText(request)
  if (!isObject(value) || !Array.isArray(value.docs)) return
  const docs = value.docs.map((doc: unknown) =>
    isObject(doc) ? withoutSecrets(doc, undefined, request, secrets) : doc,
  )
  request.body = Buffer.from(JSON.stringify({ ...value, docs }))
}

function replaceOne(request: FastifyRequest, id: string | undefined, secrets: ReplicatorSecrets): void {
  const { value } = jsonText(request)
  if (isObject(value)) request.body = Buffer.from(JSON.stringify(withoutSecrets(value, id, request, secrets)))
}

function withoutSecrets(
  doc: Record<string, unknown>,
  addressed: string | undefined,
  request: FastifyRequest,
  secrets: ReplicatorSecrets,
): Record<string, unknown> {
  const id = addressed ?? doc._id
  if (typeof id === 'string' && id.startsWith('_design/')) return doc
  if (doc._deleted === true) return doc
  if (id === undefined) throw badRequest('a replication needs an `_id`')
  const asked = replicationRequest(doc)
  if (!asked.ok) throw forbidden(asked.error)
  secrets.keep(checkedId(id), asked.value)
  return {
    ...doc,
    source: shown(doc.source, asked.value.source),
    target: shown(doc.target, asked.value.target),
    owner: principal(request).user,
  }
}

/** A side as it is stored and shown to others. */
function shown(asked: unknown, side: Side): unknown {
  if (side.kind === 'local') return asked
  if (!isObject(asked)) return side.url
  const { headers: _, auth: __, ...rest } = asked
  return { ...rest, url: side.url }
}

/** The request that a stored document makes. */
export function requestOf(
  documentId: string,
  fields: Record<string, unknown>,
  secrets: ReplicatorSecrets,
): ReplicationRequest | string {
  const asked = replicationRequest(fields)
  return asked.ok ? secrets.complete(documentId, asked.value) : asked.error
}
