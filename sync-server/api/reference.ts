import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { CouchError, notFound } from '../couch/couch-error.ts'
import { sendJson } from '../http/json-answer.ts'
import { isObject } from '../http/json-text.ts'
import { jsonText } from '../http/request-body.ts'
import { openPackFolder } from './pack-folder.ts'

const packPattern = /^[a-z0-9][a-z0-9.-]{0,60}$/

/** Classifier packs: administrators store them, everyone with a session reads them. */
export function referenceEndpoints(app: FastifyInstance, { store, folder }: ServerContext): void {
  const packs = openPackFolder(folder, store.records)

  app.get('/api/reference', { config: { access: 'session' } }, (request, reply) =>
    sendJson(request, reply, JSON.stringify(packs.list())),
  )

  app.get('/api/reference/:id', { config: { access: 'session' } }, (request, reply) => {
    const pack = packs.get(idOf(request))
    if (!pack) throw notFound('no such pack')
    const etag = `"${pack.sha256}"`
    reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    const gzipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    if (gzipped) reply.header('content-encoding', 'gzip')
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .send(createReadStream(gzipped ? packs.gzipPath(pack) : packs.path(pack)))
  })

  app.put('/api/reference/:id', { config: { access: 'admin' } }, async (request, reply) => {
    const id = idOf(request)
    const { value } = jsonText(request)
    const { sha256: expected } = request.query as { sha256?: string }
    const bytes = request.body as Buffer
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (expected !== undefined && expected.toLowerCase() !== sha256)
      throw new CouchError(422, 'invalid-body', 'the body does not have this sha256')
    if (
      !isObject(value) ||
      value.id !== id ||
      typeof value.title !== 'string' ||
      typeof value.version !== 'string' ||
      !Array.isArray(value.rows)
    )
      throw new CouchError(422, 'invalid-body', 'wrong or missing: id, title, version or rows')
    const text = (name: string) => (typeof value[name] === 'string' ? { [name]: value[name] } : {})
    const pack = {
      id,
      title: value.title,
      version: value.version,
      rows: value.rows.length,
      sha256,
      ...text('kind'),
      ...text('validFrom'),
      ...text('source'),
      ...text('license'),
    }
    await packs.put(pack, bytes)
    return sendJson(request, reply, JSON.stringify(pack))
  })
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  if (!packPattern.test(id)) throw notFound('no such pack')
  return id
}
