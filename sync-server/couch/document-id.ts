import type { FastifyRequest } from 'fastify'
import { checkedId } from './incoming-document.ts'

/** The id in a route's address as it stands: one that no document can have is not found. */
export function namedId(request: FastifyRequest): string {
  const { id = '', design, local } = request.params as { id?: string; design?: string; local?: string }
  if (design !== undefined) return `_design/${design}`
  return local === undefined ? id : `_local/${local}`
}

/** The id in a route's address, of a document that may be written. */
export const documentIdOf = (request: FastifyRequest): string => checkedId(namedId(request))
