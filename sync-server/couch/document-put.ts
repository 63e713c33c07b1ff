import type { FastifyRequest } from 'fastify'
import type { Limits } from '../context.ts'
import { anyJson } from '../http/request-body.ts'
import type { IncomingDocument } from '../store/store.ts'
import { documentIdOf } from './document-id.ts'
import { incomingDocument } from './incoming-document.ts'
import { relatedBody } from './multipart-read.ts'
import { agreedRevision } from './write-one.ts'

/** The document of a `PUT /{db}/{id}`: JSON, or JSON and attachments in one multipart body. */
export function documentOfPut(request: FastifyRequest, limits: Limits): IncomingDocument {
  const id = documentIdOf(request)
  const { text, value, follows } = relatedBody(request, limits.bodyBytes) ?? {
    ...anyJson(request),
    follows: undefined,
  }
  const document = { ...incomingDocument(value, text, 0, () => id, follows), id }
  return { ...document, rev: agreedRevision(request, document) }
}

/** What a `DELETE /{db}/{id}` writes. */
export const tombstoneOf = (id: string, rev: string | undefined): IncomingDocument => ({
  id,
  rev,
  deleted: true,
  revisions: undefined,
  body: '',
  fields: {},
})
