import { gunzipSync } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { type JsonText, parseJsonText } from '../http/json-text.ts'
import { badRequest, tooLarge } from './couch-error.ts'
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
  const partOf = partsByName(others)
  // All of them together: a small body of many bombs must not fill the memory.
  const unpack = unpacker(limitBytes)
  const follows = (name: string, member: Record<string, unknown>): Buffer | undefined => {
    const part = partOf(name)
    if (!part) return undefined
    const sent = member.encoding === 'gzip' ? member.encoded_length : member.length
    if (typeof sent === 'number' && sent !== part.content.length)
      throw badRequest(`attachment ${name} is not as long as it says`)
    if (typeof member.digest === 'string' && member.digest.startsWith('md5-'))
      checkMd5(part.content, member.digest.slice(4))
    return member.encoding === 'gzip' ? unpack(part.content) : part.content
  }
  return { text, value, follows }
}

/** Gives the part of a file's name, or else the next one without a name; each part once. */
function partsByName(parts: Part[]): (name: string) => Part | undefined {
  const byName = new Map<string | undefined, Part[]>()
  // From the last one on, so that the first is taken from the end.
  for (const part of parts.toReversed()) {
    const name = dispositionOf(part, 'filename')
    const same = byName.get(name)
    if (same) same.push(part)
    else byName.set(name, [part])
  }
  // Header bytes were read one to one; a name beyond ASCII is UTF-8 in them.
  return (name) => byName.get(Buffer.from(name).toString('latin1'))?.pop() ?? byName.get(undefined)?.pop()
}

/** Unpacks no more than this in all. */
function unpacker(limitBytes: number): (content: Buffer) => Buffer {
  let left = limitBytes
  return (content) => {
    try {
      const bytes = gunzipSync(content, { maxOutputLength: Math.max(1, left) })
      left -= bytes.length
      if (left >= 0) return bytes
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code !== 'ERR_BUFFER_TOO_LARGE') throw badRequest('an attachment is not the gzip it says')
    }
    throw tooLarge('the attachments are too large')
  }
}
