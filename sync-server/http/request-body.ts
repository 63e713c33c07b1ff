import type { FastifyInstance, FastifyRequest } from 'fastify'
import { badRequest, CouchError, tooLarge } from '../couch/couch-error.ts'
import { unpackerFor } from './encoding.ts'
import { isObject, type JsonText, parseJsonText } from './json-text.ts'
import { unpackerOfPacking } from './packing.ts'

/** Reads bodies as bytes, unpacks them, and never unpacks more than the limit. */
export function acceptJsonBodies(app: FastifyInstance, limitBytes: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    const encoding = request.headers['content-encoding']
    if (encoding === undefined || encoding === 'identity') return body
    const unpack = unpackerFor(encoding) ?? unpackerOfPacking(encoding)
    if (!unpack) throw new CouchError(415, 'bad_ctype', 'Unsupported Content-Encoding')
    try {
      return await unpack(body, { maxOutputLength: limitBytes })
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge('the request body is too large')
      throw badRequest(`invalid ${encoding.slice(0, 20)} body`)
    }
  })
}

/** 415 without a JSON content type, which no page can send across sites unasked. */
export function requireJsonType(request: FastifyRequest): void {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw new CouchError(415, 'bad_content_type', 'Content-Type must be application/json')
}

/** The request's JSON. 415 without a JSON content type. */
export function jsonText(request: FastifyRequest): JsonText {
  requireJsonType(request)
  return anyJson(request)
}

/** The request's JSON, whatever it says it is: what CouchDB takes by PUT, which no page can send across sites unasked. */
export const anyJson = (request: FastifyRequest): JsonText =>
  parseJsonText(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))

/** The request's JSON, which must be an object. */
export function jsonObject(request: FastifyRequest): { text: string; value: Record<string, unknown> } {
  const { text, value } = jsonText(request)
  if (!isObject(value)) throw badRequest('Request body must be a JSON object')
  return { text, value }
}
