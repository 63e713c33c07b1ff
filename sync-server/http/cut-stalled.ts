import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2Session, ServerHttp2Stream } from 'node:http2'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { streamOf } from './http2-stream.ts'

/**
 * Cuts clients off that neither send what they owe nor take what is theirs: without it each would hold a connection and
 * an answer's memory for ever. A client that waits for the server's work is left alone.
 */
export function cutStalled(app: FastifyInstance, stalledMs: number): void {
  const asking = new WeakMap<Socket, { request: IncomingMessage; response: ServerResponse }>()
  app.addHook('onRequest', async (request, reply) => {
    const stream = streamOf(reply.raw)
    if (stream) cutStalledStream(request.raw, stream, stalledMs)
    else asking.set(request.raw.socket, { request: request.raw, response: reply.raw })
  })
  app.server.setTimeout(stalledMs)
  app.server.on('timeout', (line: Socket | Http2Session) => {
    // Streams of HTTP/2 are looked at one by one.
    if (!(line instanceof Socket)) return
    const asked = asking.get(line)
    const waits = asked?.request.complete === true && !asked.response.writableFinished
    if (waits && asked.response.writableLength + line.writableLength === 0) line.setTimeout(stalledMs)
    else line.destroy()
  })
}

function cutStalledStream(request: IncomingMessage, stream: ServerHttp2Stream, stalledMs: number): void {
  stream.setTimeout(stalledMs, () => {
    if (!request.complete || stream.writableLength > 0) stream.close(2)
  })
}
