import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { CouchError } from './couch-error.ts'

const mostRanges = 9

interface Range {
  from: number
  to: number
}

/** The whole content, the one range that was asked for, or up to nine of them as `multipart/byteranges`. */
export function sendRanges(
  request: FastifyRequest,
  reply: FastifyReply,
  contentType: string,
  content: Buffer,
): FastifyReply {
  const size = content.length
  const ranges = rangesOf(request.headers.range, size)
  if (!ranges || ranges.length > mostRanges) return reply.send(content)
  if (ranges.some(({ from, to }) => from > to)) {
    reply.header('content-range', `bytes */${size}`)
    throw new CouchError(416, 'requested_range_not_satisfiable', 'Requested range not satisfiable')
  }
  const [first] = ranges
  if (ranges.length === 1 && first) {
    reply.code(206).header('content-range', `bytes ${first.from}-${first.to}/${size}`)
    return reply.send(content.subarray(first.from, first.to + 1))
  }
  const boundary = randomUUID().replaceAll('-', '')
  const parts = ranges.flatMap(({ from, to }) => [
    Buffer.from(`\r\nContent-Type: ${contentType}\r\nContent-Range: bytes ${from}-${to}/${size}\r\n\r\n`),
    content.subarray(from, to + 1),
    Buffer.from(`\r\n--${boundary}`),
  ])
  reply.code(206).header('content-type', `multipart/byteranges; boundary="${boundary}"`)
  return reply.send(Buffer.concat([Buffer.from(`--${boundary}`), ...parts, Buffer.from('--')]))
}

/** Undefined without a header, or with one that says nothing that can be followed. */
function rangesOf(header: string | undefined, size: number): Range[] | undefined {
  const list = /^bytes=(.+)$/.exec(header ?? '')?.[1]
  if (list === undefined) return undefined
  const ranges: Range[] = []
  for (const each of list.split(',')) {
    const match = /^\s*(\d*)-(\d*)\s*$/.exec(each)
    if (!match || (match[1] === '' && match[2] === '')) return undefined
    const [from, to] = [match[1]!, match[2]!]
    // The whole says no more than no range.
    if (from === '0' && to === '') return undefined
    if (from === '') ranges.push({ from: Math.max(0, size - Number(to)), to: size - 1 })
    else ranges.push({ from: Number(from), to: to === '' ? size - 1 : Math.min(Number(to), size - 1) })
  }
  return ranges
}
