import type { FastifyRequest } from 'fastify'
import { databaseName } from '../http/access.ts'

const usableHost = /^[A-Za-z0-9.:[\]_-]{1,255}$/
const header = (request: FastifyRequest, name: string): string => String(request.headers[name] ?? '')

/** Where a client finds what it has written, under the name by which it knows a proxy on the way. */
export function locationOf(request: FastifyRequest, ...path: string[]): string {
  const forwardedHost = header(request, 'x-forwarded-host')
  const forwardedProtocol = header(request, 'x-forwarded-proto')
  const host = usableHost.test(forwardedHost) ? forwardedHost : request.host
  const protocol = /^https?$/.test(forwardedProtocol) ? forwardedProtocol : request.protocol
  return `${protocol}://${host}/${[databaseName(request), ...path].map(encodeURIComponent).join('/')}`
}
