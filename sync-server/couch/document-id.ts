import type { FastifyRequest } from 'fastify'
import { checkedId } from './incoming-document.ts'

/** The id in a route's address; design and local documents have routes of their own. */
export function documentIdOf(request: FastifyRequest): string {
  const { id, design, local } = request.params as { id?: string; design?: string; local?: string }
  if (design !== undefined) return checkedId(`_design/${design}`)
  return checkedId(local === undefined ? id : `_local/${local}`)
}
