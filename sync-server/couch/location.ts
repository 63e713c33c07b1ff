import type { FastifyRequest } from 'fastify'
import { databaseName } from '../http/access.ts'

/** Where a client finds what it has written. */
export const locationOf = (request: FastifyRequest, ...path: string[]): string =>
  `${request.protocol}://${request.host}/${[databaseName(request), ...path].map(encodeURIComponent).join('/')}`
