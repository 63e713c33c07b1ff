import { gunzipSync } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { type JsonText, parseJsonText } from '../http/json-text.ts'
import { badRequest } from './couch-error.ts'
import { checkMd5 } from './incoming-attachments.ts'

export interface Part {
  headers: Map<string, string>
  content: Buffer
}

/** The parts of a multipart body (RFC 2046). 400 for one that is cut or not what it says. */
export function partsOf(body: Buffer, boundary: string): Part[] {
  const delimiter = Buffer.from(`--${boundary}`)
  const lineEnd = Buffer.from('\r\n')
  const blank = Buffer.from('\r\n\r\n')
  const parts: Part[] = []
  let at = body.indexOf(delimiter)
  for (;;) {
    if (at < 0) throw badRequest('the multipart body is cut')
    at += delimiter.length
    if (body.subarray(at, at + 2).toString() === '--') return parts
    const headersFrom = body.indexOf(lineEnd, at) + 2
    const noHeaders = body.subarray(headersFrom, headersFrom + 2).equals(lineEnd)
    const headersTo = noHeaders ? headersFrom - 2 : body.indexOf(blank, headersFrom)
    const next = body.indexOf(Buffer.concat([lineEnd, delimiter]), headersTo)
    if (headersFrom < 2 || headersTo < 0 || next < 0) throw badRequest('the multipart body is cut')
    parts.push({
      headers: headersOf(body.subarray(headersFrom, Math.max(headersFrom, headersTo)).toString('latin1')),
      content: body.subarray(headersTo + 4, next),
    })
    at = next + 2
  }
}

const headersOf = (text: string): Map<string, string> =>
  new Map(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':')
      return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]]
    }),
  )

/** The boundary of the request's multipart body. */
export function boundaryOf(request: FastifyRequest): string {
  const boundary = /boundary="?([^";]+)"?/.exec(request.headers['content-type'] ?? '')?.[1]
  if (boundary === undefined) throw badRequest('no boundary')
  return boundary
}

/** A parameter of a part's `Content-Disposition`; its bytes were read one to one. */
export const dispositionOf = (part: Part, parameter: 'name' | 'filename'): string | undefined =>
  new RegExp(`[ ;]${parameter}="((?:[^"\\\\]|\\\\.)*)"`)
    .exec(part.headers.get('content-disposition') ?? '')?.[1]
    ?.replace(/\\(.)/g, '$1')

/**
 * A document with its attachments as one `multipart/related` body: the JSON first, then the contents of the attachments
 * that say `follows`, by the file name of their part or else in the order of the JSON. Undefined for other bodies.
 */
export function relatedBody(request: FastifyRequest, limitBytes: number) {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/related')) return undefined
  if (!Buffer.isBuffer(request.body)) throw badRequest('the multipart body is cut')
  const [first, ...others] = partsOf(request.body, boundaryOf(request))
  if (!first) throw badRequest('the multipart body has no document')
  const { text, value }: JsonText = parseJsonText(first.content)
  const follows = (name: string, member: Record<string, unknown>): Buffer | undefined => {
    // Header bytes were read one to one; a name beyond ASCII is UTF-8 in them.
    const wanted = Buffer.from(name).toString('latin1')
    const byName = others.findIndex((part) => dispositionOf(part, 'filename') === wanted)
    const unnamed = others.findIndex((part) => dispositionOf(part, 'filename') === undefined)
    const [part] = others.splice(byName >= 0 ? byName : unnamed >= 0 ? unnamed : others.length, 1)
    if (!part) return undefined
    const sent = member.encoding === 'gzip' ? member.encoded_length : member.length
    if (typeof sent === 'number' && sent !== part.content.length)
      throw badRequest(`attachment ${name} is not as long as it says`)
    if (typeof member.digest === 'string' && member.digest.startsWith('md5-'))
      checkMd5(part.content, member.digest.slice(4))
    return member.encoding === 'gzip' ? unpacked(part.content, limitBytes) : part.content
  }
  return { text, value, follows }
}

function unpacked(content: Buffer, limitBytes: number): Buffer {
  try {
    return gunzipSync(content, { maxOutputLength: limitBytes })
  } catch {
    throw badRequest('an attachment is not the gzip it says')
  }
}
