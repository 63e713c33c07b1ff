import type { FastifyRequest } from 'fastify'
import { checkedId } from './incoming-document.ts'

/** The id in a route's address; design documents have a route of their own. */
export function documentIdOf(request: FastifyRequest): string {
  const { id, design } = request.params as { id?: string; design?: string }
  return checkedId(design === undefined ? id : `_design/${design}`)
}
