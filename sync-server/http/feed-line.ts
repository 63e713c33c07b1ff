import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { encodingFor } from './encoding.ts'
import { createGzipCount, gzipPiece, gzipStart } from './gzip-pieces.ts'
import { streamOf } from './http2-stream.ts'
import { createPackedLine } from './packed-line.ts'
import { packingFor, sayPacked } from './packing.ts'
import { varyBy } from './vary.ts'

const http2InternalError = 2

/** An answer that is sent piece by piece for as long as the client listens. */
export interface FeedLine {
  write(bytes: Buffer): void
  /** True while what was written has not left: a slow client is given nothing more. */
  isBlocked(): boolean
  end(bytes: Buffer): void
  /** Ends the answer where it is: the client sees that it was cut. */
  cut(): void
  onDrain(listener: () => void): void
  onClose(listener: () => void): void
}

/**
 * Takes the answer out of the framework's hands. Headers that were set before go along; pieces are gzipped where the
 * client takes it, or packed as a workplace takes it. A client that reads nothing for `stalledMs` is cut off.
 */
export function openFeedLine(
  request: FastifyRequest,
  reply: FastifyReply,
  { contentType, stalledMs }: { contentType: string; stalledMs: number },
): FeedLine {
  const packing = packingFor(request)
  const packs = !packing && encodingFor(request, ['gzip']) !== undefined
  reply.header('content-type', contentType).header('cache-control', 'no-store')
  if (packs) {
    reply.header('content-encoding', 'gzip')
    varyBy(reply, 'accept-encoding')
  }
  if (packing) sayPacked(reply, packing)
  reply.hijack()
  const raw = reply.raw
  raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders)
  const count = createGzipCount()
  let blocked = false
  let stalled: NodeJS.Timeout | undefined
  const cut = (): void => {
    clearTimeout(stalled)
    const stream = streamOf(raw)
    if (stream) stream.close(http2InternalError)
    else raw.destroy()
  }
  const send = (bytes: Buffer): void => {
    if (raw.write(bytes) || blocked) return
    blocked = true
    stalled = setTimeout(cut, stalledMs)
    stalled.unref()
  }
  const packedLine = packing && createPackedLine(packing, send)
  const packed = (bytes: Buffer): Buffer => {
    if (!packs) return bytes
    count.add(bytes)
    return gzipPiece(bytes)
  }
  raw.on('close', () => clearTimeout(stalled))
  if (packs) send(gzipStart)
  return {
    write: (bytes) => (packedLine ? packedLine.write(bytes) : send(packed(bytes))),
    isBlocked: () => blocked,
    end(bytes) {
      if (packedLine) return void raw.end(packedLine.end(bytes))
      const last = packed(bytes)
      raw.end(packs ? Buffer.concat([last, count.end()]) : last)
    },
    cut,
    onDrain(listener) {
      raw.on('drain', () => {
        blocked = false
        clearTimeout(stalled)
        listener()
      })
    },
    onClose: (listener) => void raw.on('close', listener),
  }
}
