import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { notModified } from '../http/not-modified.ts'
import { type IncomingAttachment, stubsOf, withoutStubs } from '../store/attachment.ts'
import type { Database, StoredRevision } from '../store/store.ts'
import { CouchError, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { checkedContentType, checkedName, digested } from './incoming-attachments.ts'
import { locationOf } from './location.ts'
import { queryOf } from './query.ts'
import { sendRanges } from './ranges.ts'
import { checkedRevision } from './revision-text.ts'
import { baseRevision, writeOne } from './write-one.ts'

const missingAttachment = () => notFound('Document is missing attachment')

/** `GET`, `PUT`, `DELETE /{db}/{id}/{attachment}`. */
export function attachments(app: FastifyInstance, context: ServerContext): void {
  const { store } = context
  const write = writeOne(context)

  const get = (request: FastifyRequest, reply: FastifyReply) => {
    const database = databaseOf(store, request)
    const rev = queryOf(request).text('rev')
    if (rev !== undefined) checkedRevision(rev)
    const id = documentIdOf(request)
    const found = rev === undefined ? database.read(id) : database.readRevision(id, rev)
    if (!found || (found.deleted && rev === undefined)) throw notFound(found ? 'deleted' : 'missing')
    const stubs = stubsOf(found.body)
    const name = nameOf(request)
    if (!Object.hasOwn(stubs, name)) throw missingAttachment()
    const { digest, content_type } = stubs[name]!
    const tag = digest.slice(4)
    reply.header('content-md5', tag).header('cache-control', 'must-revalidate')
    if (notModified(request, reply, tag)) return reply.code(304).send()
    reply.header('content-type', content_type).header('accept-ranges', 'bytes')
    return sendRanges(request, reply, content_type, database.attachment(digest) ?? Buffer.alloc(0))
  }

  /** The document that an edit of one attachment is based on, or nothing when it begins one. */
  const baseOf = (database: Database, id: string, rev: string | undefined): StoredRevision | undefined => {
    if (rev === undefined) return undefined
    const base = database.readRevision(id, rev)
    if (!base) throw new CouchError(409, 'not_found', 'missing_rev')
    return base
  }

  const edit = (
    request: FastifyRequest,
    reply: FastifyReply,
    base: StoredRevision | undefined,
    change: (kept: IncomingAttachment[]) => IncomingAttachment[],
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
      attachments: change(kept),
    }
    if (status === 201) reply.header('location', locationOf(request, document.id, nameOf(request)))
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
    const rev = baseRevision(request)
    const base = baseOf(database, id, rev)
    const current = base ?? database.read(id)
    if (!current || (current.deleted && !base)) throw notFound(current ? 'deleted' : 'missing')
    if (!Object.hasOwn(stubsOf(current.body), name)) throw missingAttachment()
    if (!base) throw new CouchError(409, 'conflict', 'Document update conflict.')
    const change = (kept: IncomingAttachment[]) => kept.filter((attachment) => attachment.name !== name)
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
