import type { FastifyInstance, FastifyRequest } from 'fastify'
import { varyBy } from './vary.ts'

/** Which pages of other origins may ask this server; none unless it is said. */
export interface CorsOptions {
  /** Origins as a browser names them; `*` for all. */
  origins: readonly string[]
  /** Lets them send the session's cookie and passwords that the browser keeps; never for all origins. */
  credentials: boolean
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'COPY', 'OPTIONS']

/** What CouchDB lets pages send, and what clients of this server send besides. */
const requestHeaders = new Set([
  'accept',
  'accept-language',
  'authorization',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'destination',
  'expires',
  'if-match',
  'if-none-match',
  'last-event-id',
  'last-modified',
  'lekar-packing',
  'lekar-program',
  'lekar-protocol',
  'origin',
  'pragma',
  'range',
  'x-couch-full-commit',
  'x-couch-id',
  'x-couch-persist',
  'x-couchdb-vhost-path',
  'x-couchdb-www-authenticate',
  'x-http-method-override',
  'x-requested-with',
])
const exposedHeaders =
  'content-type, accept-ranges, content-range, etag, lekar-protocol, location, retry-after, server, x-couch-request-id, x-couch-update-newrev'
const maxAgeSeconds = '600'

/** Answers browsers that ask for a page of another origin, as CouchDB with `enable_cors` does. */
export function allowOrigins(app: FastifyInstance, { origins, credentials }: CorsOptions): void {
  if (origins.length === 0) return
  const everybody = origins.includes('*')
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    // The same address answers differently to others; a cache must know.
    if (!everybody) varyBy(reply, 'origin')
    if (origin === undefined || !(everybody || origins.includes(origin))) return
    reply.header('access-control-allow-origin', everybody ? '*' : origin)
    if (credentials && !everybody) reply.header('access-control-allow-credentials', 'true')
    if (request.method !== 'OPTIONS') {
      reply.header('access-control-expose-headers', exposedHeaders)
      return
    }
    const asked = preflightHeaders(request)
    if (asked === undefined) return
    reply
      .header('access-control-max-age', maxAgeSeconds)
      .header('access-control-allow-methods', methods.join(', '))
      .header('access-control-allow-headers', asked)
    return reply.code(204).send()
  })
}

/** The headers that a preflight asks for; undefined for one that is no preflight or asks for more than there is. */
function preflightHeaders({ headers }: FastifyRequest): string | undefined {
  const method = headers['access-control-request-method']
  if (method === undefined || !methods.includes(method)) return undefined
  const asked = headers['access-control-request-headers'] ?? ''
  const names = asked.split(',').map((name) => name.trim().toLowerCase())
  return names.every((name) => name === '' || requestHeaders.has(name)) ? asked : undefined
}
