import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { type AttachmentStubs, type IncomingAttachment, stubsOf, withoutStubs } from '../store/attachment.ts'
import { isRevision } from '../store/revision.ts'
import type { Database, StoredRevision } from '../store/store.ts'
import { badRequest, CouchError, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { checkedContentType, checkedName, digested } from './incoming-attachments.ts'
import { queryOf } from './query.ts'
import { baseRevision, writeOne } from './write-one.ts'

const missingAttachment = () => notFound('Document is missing attachment')

/** `GET`, `PUT`, `DELETE /{db}/{id}/{attachment}`. */
export function attachments(app: FastifyInstance, context: ServerContext): void {
  const { store } = context
  const write = writeOne(context)

  const get = (request: FastifyRequest, reply: FastifyReply) => {
    const database = databaseOf(store, request)
    const rev = queryOf(request).text('rev')
    if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format')
    const id = documentIdOf(request)
    const found = rev === undefined ? database.read(id) : database.readRevision(id, rev)
    if (!found || (found.deleted && rev === undefined)) throw notFound(found ? 'deleted' : 'missing')
    const stubs = stubsOf(found.body)
    const name = nameOf(request)
    if (!Object.hasOwn(stubs, name)) throw missingAttachment()
    const { digest, content_type } = stubs[name]!
    const etag = `"${digest.slice(4)}"`
    reply
      .header('etag', etag)
      .header('content-md5', digest.slice(4))
      .header('cache-control', 'must-revalidate')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    // What somebody has attached never runs as a page of this server.
    reply.header('content-security-policy', 'sandbox').header('x-content-type-options', 'nosniff')
    reply.header('content-type', content_type).header('accept-ranges', 'bytes')
    return sendRange(request, reply, database.attachment(digest) ?? Buffer.alloc(0))
  }

  /** The document that an edit of one attachment is based on, or nothing when it begins one. */
  const baseOf = (database: Database, id: string, rev: string | undefined): StoredRevision | undefined =>
    rev === undefined ? undefined : database.readRevision(id, rev)

  const edit = (
    request: FastifyRequest,
    reply: FastifyReply,
    base: StoredRevision | undefined,
    change: (kept: IncomingAttachment[], stubs: AttachmentStubs) => IncomingAttachment[],
    status: number,
  ) => {
    const stubs = base ? stubsOf(base.body) : {}
    const kept = Object.entries(stubs).map(([name, stub]) => ({
      name,
      contentType: stub.content_type,
      revpos: stub.revpos,
      content: undefined,
    }))
    const body = base ? withoutStubs(base.body, stubs) : ''
    const document = {
      id: documentIdOf(request),
      rev: baseRevision(request),
      deleted: false,
      revisions: undefined,
      body,
      fields: { ...(JSON.parse(`{${body.slice(1)}}`) as object), _attachments: { [nameOf(request)]: {} } },
      attachments: change(kept, stubs),
    }
    return write(request, reply, document, status)
  }

  const put = (request: FastifyRequest, reply: FastifyReply) => {
    const name = nameOf(request)
    const base = baseOf(databaseOf(store, request), documentIdOf(request), baseRevision(request))
    const content = digested(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    const contentType = checkedContentType(request.headers['content-type'])
    const change = (kept: IncomingAttachment[]) => [
      ...kept.filter((attachment) => attachment.name !== name),
      { name, contentType, revpos: undefined, content },
    ]
    return edit(request, reply, base, change, 201)
  }

  const remove = (request: FastifyRequest, reply: FastifyReply) => {
    const name = nameOf(request)
    const database = databaseOf(store, request)
    const id = documentIdOf(request)
    const current = database.read(id)
    if (!current) throw notFound()
    const rev = baseRevision(request)
    const base = baseOf(database, id, rev)
    if (!base) throw new CouchError(409, 'conflict', 'Document update conflict.')
    const change = (kept: IncomingAttachment[], stubs: AttachmentStubs) => {
      if (!Object.hasOwn(stubs, name)) throw missingAttachment()
      return kept.filter((attachment) => attachment.name !== name)
    }
    return edit(request, reply, base, change, 200)
  }

  const config = { access: 'database' as const }
  for (const path of ['/:db/:id/*', '/:db/_design/:design/*']) {
    app.get(path, { config }, get)
    app.put(path, { config }, put)
    app.delete(path, { config }, remove)
  }
}

const nameOf = (request: FastifyRequest): string => checkedName((request.params as { '*': string })['*'])

/** The whole content, or the one range that was asked for. */
function sendRange(request: FastifyRequest, reply: FastifyReply, content: Buffer): FastifyReply {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')
  if (!asked || (asked[1] === '' && asked[2] === '')) return reply.send(content)
  const size = content.length
  const from = asked[1] === '' ? Math.max(0, size - Number(asked[2])) : Number(asked[1])
  const to = asked[1] === '' || asked[2] === '' ? size - 1 : Math.min(Number(asked[2]), size - 1)
  if (from >= size || from > to) {
    reply.header('content-range', `bytes */${size}`)
    throw new CouchError(416, 'requested_range_not_satisfiable', 'Requested range not satisfiable')
  }
  reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`)
  return reply.send(content.subarray(from, to + 1))
}
