import type { FastifyInstance } from 'fastify'
import { protocolHeader, protocolVersion } from '#shared/contract/protocol-version.ts'

/** One line a request: the route's pattern, never the address itself, which holds ids and query values. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header(protocolHeader, String(protocolVersion))
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
}
