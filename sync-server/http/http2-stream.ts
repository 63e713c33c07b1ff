import type { ServerResponse } from 'node:http'
import type { ServerHttp2Stream } from 'node:http2'

/** The stream of an answer that goes by HTTP/2; its end leaves the connection to the others. */
export function streamOf(raw: ServerResponse): ServerHttp2Stream | undefined {
  return 'stream' in raw ? (raw.stream as ServerHttp2Stream) : undefined
}
