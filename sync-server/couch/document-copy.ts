import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { stubsOf, withoutStubs } from '../store/attachment.ts'
import type { Database, StoredRevision } from '../store/store.ts'
import { badRequest, notFound } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { checkedId } from './incoming-document.ts'
import { checkedRevision } from './revision-text.ts'
import { baseRevision, writeOne } from './write-one.ts'

/** `COPY /{db}/{id}` with `Destination: id` or `id?rev=...`: the body and the attachments as a document of its own. */
export function copyDocument(context: ServerContext) {
  const write = writeOne(context)
  return (request: FastifyRequest, reply: FastifyReply) => {
    const database = databaseOf(context.store, request)
    const source = documentIdOf(request)
    const named = baseRevision(request)
    const found = named === undefined ? database.read(source) : database.readRevision(source, named)
    if (!found || (found.deleted && named === undefined)) throw notFound(found ? 'deleted' : 'missing')
    return write(request, reply, { ...copyOf(database, found), ...destination(request) }, 201)
  }
}

function copyOf(database: Database, { deleted, body }: StoredRevision) {
  const stubs = stubsOf(body)
  const attachments = Object.entries(stubs).map(([name, { content_type, digest }]) => ({
    name,
    contentType: content_type,
    revpos: undefined,
    content: { bytes: database.attachment(digest) ?? Buffer.alloc(0), digest },
  }))
  const fields = JSON.parse(`{${body.slice(1)}}`) as Record<string, unknown>
  return { deleted, revisions: undefined, body: withoutStubs(body, stubs), fields, attachments }
}

function destination(request: FastifyRequest): { id: string; rev: string | undefined } {
  const header = request.headers.destination
  if (typeof header !== 'string' || header === '')
    throw badRequest('Destination header is mandatory for COPY.')
  if (/^[a-z]+:\/\//i.test(header)) throw badRequest('Destination URL must be relative.')
  const [path = '', query = ''] = header.split('?')
  const rev = new URLSearchParams(query).get('rev')
  return { id: checkedId(decoded(path)), rev: rev === null ? undefined : checkedRevision(rev) }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw badRequest('Destination header is not a URL')
  }
}
