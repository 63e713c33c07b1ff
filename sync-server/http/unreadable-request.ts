import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { dataHeaders } from '#shared/contract/content-security-policy.ts'

const json = (error: string, reason: string): string => JSON.stringify({ error, reason })

/** What answers of HTTP/1 and HTTP/2 have in common. */
interface RawAnswer {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body: string): unknown
}

/** Answers a request whose address cannot be decoded, before any route; no letter of it is repeated. */
export function answerBadAddress(
  error: { statusCode?: number },
  _request: unknown,
  { raw }: { raw: RawAnswer },
): void {
  raw.statusCode = error.statusCode ?? 400
  raw.setHeader('content-type', 'application/json; charset=utf-8')
  for (const [name, value] of Object.entries(dataHeaders)) raw.setHeader(name, value)
  raw.end(json('bad_request', 'malformed address'))
}

const statusOfCode: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }

/** Answers what is no HTTP, then ends the connection; nothing of it reaches the log. */
export function answerBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const status = statusOfCode[error.code ?? ''] ?? 400
  const body = json('bad_request', 'malformed request')
  const headers = { 'content-length': body.length, 'content-type': 'application/json', ...dataHeaders }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}connection: close\r\n\r\n${body}`,
    )
  socket.destroy(error)
}
