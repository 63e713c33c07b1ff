import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AttachmentStub, stubsOf, stubsText, withoutStubs } from '../store/attachment.ts'
import type { Database, StoredRevision } from '../store/store.ts'
import { documentJson } from './document-json.ts'

/** Whether the client takes this type; one that names nothing takes everything, as CouchDB reads it. */
export function accepts(request: FastifyRequest, type: string): boolean {
  const { accept } = request.headers
  if (accept === undefined || accept === '') return true
  const family = `${type.slice(0, type.indexOf('/'))}/*`
  return accept
    .split(',')
    .map((each) => each.split(';')[0]!.trim())
    .some((each) => each === type || each === family || each === '*/*')
}

/** A revision whose attachments follow it. */
export interface Follower {
  json: string
  files: [name: string, stub: AttachmentStub][]
}

/** The revision with `follows` for every attachment that came after revision number `sincePos`. */
export function followedBy(found: StoredRevision, extra: string, sincePos: number): Follower {
  const stubs = stubsOf(found.body)
  const files = Object.entries(stubs).filter(([, stub]) => stub.revpos > sincePos)
  if (files.length === 0) return { json: documentJson(found, extra), files }
  const members = Object.entries(stubs).map(([name, stub]) => {
    const { stub: _, ...named } = stub
    return [name, stub.revpos > sincePos ? { ...named, follows: true } : stub]
  })
  const body = withoutStubs(found.body, stubs) + stubsText(Object.fromEntries(members))
  return { json: documentJson({ ...found, body }, extra), files }
}

/** The parts of `multipart/related`: the document, then its files, read one at a time. */
export function* relatedParts(database: Database, { json, files }: Follower, boundary: string) {
  yield Buffer.from(`--${boundary}\r\nContent-Type: application/json\r\n\r\n${json}`)
  for (const [name, stub] of files) {
    const fileName = name.replace(/[\r\n]/g, ' ').replace(/["\\]/g, '\\$&')
    yield Buffer.from(
      `\r\n--${boundary}\r\nContent-Disposition: attachment; filename="${fileName}"\r\nContent-Type: ${stub.content_type}\r\nContent-Length: ${stub.length}\r\n\r\n`,
    )
    yield database.attachment(stub.digest) ?? Buffer.alloc(0)
  }
  yield Buffer.from(`\r\n--${boundary}--`)
}

/** The parts of `multipart/mixed`: a document with its files, a document, or the revision that is missing. */
export function* mixedParts(
  database: Database,
  rows: (Follower | { missing: string })[],
  boundary: string,
  inner: string,
): Generator<Buffer> {
  yield Buffer.from(`--${boundary}`)
  for (const row of rows) {
    if ('missing' in row)
      yield Buffer.from(
        `\r\nContent-Type: application/json; error="true"\r\n\r\n${JSON.stringify({ missing: row.missing })}`,
      )
    else if (row.files.length === 0)
      yield Buffer.from(`\r\nContent-Type: application/json\r\n\r\n${row.json}`)
    else {
      yield Buffer.from(`\r\nContent-Type: multipart/related; boundary="${inner}"\r\n\r\n`)
      yield* relatedParts(database, row, inner)
    }
    yield Buffer.from(`\r\n--${boundary}`)
  }
  yield Buffer.from('--')
}

/** A part of a multipart `_bulk_get`: a revision with its files, or the JSON of an error. */
export type BulkPart = (Follower & { id: string; rev: string }) | { error: string }

export function* bulkParts(
  database: Database,
  parts: Iterable<BulkPart>,
  boundary: string,
  inner: string,
): Generator<Buffer> {
  let isEmpty = true
  for (const part of parts) {
    isEmpty = false
    yield Buffer.from(`\r\n--${boundary}\r\n`)
    if ('error' in part)
      yield Buffer.from(`Content-Type: application/json; error="true"\r\n\r\n${part.error}`)
    else if (part.files.length === 0) yield Buffer.from(`Content-Type: application/json\r\n\r\n${part.json}`)
    else {
      // An id beyond printable ASCII would break the header line.
      const id = part.id.replace(/[^\x20-\x7e]/gu, encodeURIComponent)
      yield Buffer.from(
        `X-Doc-Id: ${id}\r\nX-Rev-Id: ${part.rev}\r\nContent-Type: multipart/related; boundary="${inner}"\r\n\r\n`,
      )
      yield* relatedParts(database, part, inner)
    }
  }
  if (!isEmpty) yield Buffer.from(`\r\n--${boundary}--\r\n`)
}

export const sendParts = (reply: FastifyReply, type: string, boundary: string, parts: Iterable<Buffer>) =>
  reply
    .header('content-type', `${type}; boundary="${boundary}"`)
    .header('cache-control', 'must-revalidate')
    .send(Readable.from(parts, { highWaterMark: 1 }))
