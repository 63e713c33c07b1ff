import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { parseJsonText } from '../http/json-text.ts'
import type { IncomingAttachment } from '../store/attachment.ts'
import type { Database, IncomingDocument } from '../store/store.ts'
import { attachmentsEdit, baseOfEdit, namesOf, replacing } from './attachment-edit.ts'
import { badRequest, CouchError } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentIdOf } from './document-id.ts'
import { checkedContentType, checkedName, digested } from './incoming-attachments.ts'
import { incomingDocument } from './incoming-document.ts'
import { boundaryOf, dispositionOf, type Part, partsOf } from './multipart-read.ts'
import { checkedRevision } from './revision-text.ts'
import { agreedRevision, writeOne } from './write-one.ts'

/**
 * `POST /{db}/{id}` of an HTML form: files in fields `_attachments` are added to the revision in the field `_rev`, or to
 * the document in the field `_doc`. Only from a page of this server, as CouchDB asks for.
 */
export function documentForm(app: FastifyInstance, context: ServerContext): void {
  const write = writeOne(context)
  const config = { access: 'database' as const }
  for (const path of ['/:db/:id', '/:db/_design/:design'])
    app.post(path, { config }, (request, reply) => {
      requireOwnPage(request)
      const id = documentIdOf(request)
      return write(request, reply, documentOf(request, databaseOf(context.store, request), id), 201)
    })
}

/** 400 for a form that does not come from a page of this server. */
export function requireOwnPage({ headers }: FastifyRequest): void {
  const { referer, host } = headers
  if (referer === undefined) throw badRequest('Referer header required.')
  if (!URL.canParse(referer) || new URL(referer).host !== host)
    throw badRequest('Referer header must match host.')
}

function documentOf(request: FastifyRequest, database: Database, id: string): IncomingDocument {
  if (!/^multipart\/form-data(;|$)/.test(request.headers['content-type'] ?? ''))
    throw new CouchError(415, 'bad_content_type', 'Content-Type must be multipart/form-data')
  const fields = fieldsOf(request)
  const files = fields.filter(({ name, file }) => name === '_attachments' && file !== undefined).map(fileOf)
  const field = (wanted: string): Buffer | undefined =>
    fields.find(({ name }) => name === wanted)?.part.content
  const json = field('_doc')
  if (!json) {
    const base = baseOfEdit(database, id, checkedRevision(field('_rev')?.toString()))
    return attachmentsEdit(id, base, replacing(files))
  }
  const { text, value } = parseJsonText(json)
  const document = { ...incomingDocument(value, text, 0, () => id), id }
  const attachments = replacing(files)(document.attachments ?? [])
  const sent = attachments.length === 0 ? {} : { _attachments: namesOf(attachments) }
  return {
    ...document,
    rev: agreedRevision(request, document),
    fields: { ...document.fields, ...sent },
    attachments,
  }
}

interface Field {
  name: string | undefined
  file: string | undefined
  part: Part
}

function fieldsOf(request: FastifyRequest): Field[] {
  if (!Buffer.isBuffer(request.body)) throw badRequest('the multipart body is cut')
  return partsOf(request.body, boundaryOf(request)).map((part) => ({
    name: dispositionOf(part, 'name'),
    file: dispositionOf(part, 'filename'),
    part,
  }))
}

const fileOf = ({ file = '', part }: Field): IncomingAttachment => ({
  name: checkedName(Buffer.from(file, 'latin1').toString()),
  contentType: checkedContentType(part.headers.get('content-type')),
  revpos: undefined,
  content: digested(part.content),
})
