import { gunzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { encodingFor } from '../http/encoding.ts'
import { notModified } from '../http/not-modified.ts'
import { varyBy } from '../http/vary.ts'
import { stubsOf } from '../store/attachment.ts'
import type { Database, StoredRevision } from '../store/store.ts'
import { attachmentsEdit, baseOfEdit, replacing } from './attachment-edit.ts'
import { CouchError, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { checkedContentType, checkedName, checkMd5, digested } from './incoming-attachments.ts'
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
    reply.header('cache-control', 'must-revalidate')
    if (notModified(request, reply, tag)) return reply.code(304).send()
    reply.header('content-type', content_type).header('accept-ranges', 'bytes')
    const kept = database.keptAttachment(digest) ?? { bytes: Buffer.alloc(0), isPacked: false }
    if (kept.isPacked) {
      varyBy(reply, 'accept-encoding')
      // Ranges are of the content as it was sent.
      if (request.headers.range === undefined && encodingFor(request, ['gzip']))
        return reply.header('content-encoding', 'gzip').send(kept.bytes)
    }
    reply.header('content-md5', tag)
    return sendRanges(request, reply, content_type, kept.isPacked ? gunzipSync(kept.bytes) : kept.bytes)
  }

  const baseOf = (database: Database, id: string, rev: string | undefined): StoredRevision | undefined =>
    rev === undefined ? undefined : baseOfEdit(database, id, rev)

  const put = (request: FastifyRequest, reply: FastifyReply) => {
    const name = nameOf(request)
    const base = baseOf(databaseOf(store, request), documentIdOf(request), baseRevision(request))
    const content = digested(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
    // Of a body that came packed the digest is not that of the content.
    if (request.headers['content-encoding'] === undefined)
      checkMd5(content.bytes, request.headers['content-md5'] as string | undefined)
    const contentType = checkedContentType(request.headers['content-type'])
    const document = attachmentsEdit(
      documentIdOf(request),
      base,
      replacing([{ name, contentType, revpos: undefined, content }]),
    )
    reply.header('location', locationOf(request, document.id, name))
    return write(request, reply, document, 201)
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
    const document = attachmentsEdit(id, base, (kept) => kept.filter((each) => each.name !== name))
    return write(request, reply, document, 200)
  }

  const config = { access: 'database' as const }
  for (const path of ['/:db/:id/*', '/:db/_design/:design/*']) {
    app.get(path, { config }, get)
    app.put(path, { config }, put)
    app.delete(path, { config }, remove)
  }
}

const nameOf = (request: FastifyRequest): string => checkedName((request.params as { '*': string })['*'])
