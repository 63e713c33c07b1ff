import type { FastifyInstance, FastifyRequest } from 'fastify'
import { dataHeaders } from '#shared/contract/content-security-policy.ts'
import { belongsToClinic } from '../scope/database-access.ts'
import { isSecure } from './authenticate.ts'

const yearSeconds = 31_536_000

/**
 * Gives every answer the headers of one that is no page, whatever goes wrong later; the workplace's page replaces them.
 * Over TLS the browser is told to come by TLS alone. Records and accounts are stored in no browser's cache, where they
 * would lie in clear.
 */
export function sendSafeHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(dataHeaders)
    if (isSecure(request)) reply.header('strict-transport-security', `max-age=${yearSeconds}`)
  })
  app.addHook('onSend', async (request, reply) => {
    if (isPrivate(request)) reply.header('cache-control', 'no-store')
  })
}

function isPrivate({ url, params }: FastifyRequest): boolean {
  const { db } = (params ?? {}) as { db?: string }
  if (db !== undefined) return belongsToClinic(db) || db === '_users'
  return url.startsWith('/_session') || (url.startsWith('/api/') && !url.startsWith('/api/reference'))
}
