import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../store/store.ts'

/** A tag of what a database says: of a part of it another one, since others see something else under the same revision. */
export const tagIn = ({ part }: Database, tag: string): string =>
  part === undefined ? tag : `${tag}.${part}`

/** Sets the answer's tag; true when the client has just this and 304 is the whole answer. */
export function notModified(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  const etag = `"${tag}"`
  reply.header('etag', etag)
  const known = request.headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, ''))
  return known !== undefined && (known.includes(etag) || known.includes('*'))
}
