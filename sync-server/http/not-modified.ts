import type { FastifyReply, FastifyRequest } from 'fastify'

/** Sets the answer's tag; true when the client has just this and 304 is the whole answer. */
export function notModified(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  const etag = `"${tag}"`
  reply.header('etag', etag)
  const known = request.headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, ''))
  return known !== undefined && (known.includes(etag) || known.includes('*'))
}
