import type { FastifyReply } from 'fastify'

/** Tells caches that the answer depends on one more header of the request. */
export function varyBy(reply: FastifyReply, name: string): void {
  const known = reply.getHeader('vary')
  reply.header('vary', known === undefined ? name : `${String(known)}, ${name}`)
}
