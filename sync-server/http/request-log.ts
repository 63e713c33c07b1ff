import type { FastifyInstance } from 'fastify'
import { newestPacking, packingHeader } from '#shared/contract/packing.ts'
import {
  isTooOld,
  oldestWorkplace,
  protocolHeader,
  protocolVersion,
} from '#shared/contract/protocol-version.ts'
import { wireSchemaHeader, wireSchemaVersion } from '#shared/contract/wire-schema.ts'

/**
 * One line a request: the route's pattern, never the address itself, which holds ids and query values.
 * @param unpacks whether bodies of requests may be packed (C24): not where they are passed to a CouchDB as they are
 */
export function logRequests(app: FastifyInstance, { unpacks }: { unpacks: boolean }): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header(protocolHeader, String(protocolVersion))
    reply.header(wireSchemaHeader, String(wireSchemaVersion))
    if (unpacks) reply.header(packingHeader, String(newestPacking))
    const version = request.headers[protocolHeader]
    if (isTooOld(Array.isArray(version) ? version[0] : version, oldestWorkplace))
      return reply.code(426).send({ error: 'upgrade_required', reason: 'This workplace is too old.' })
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
