import type { FastifyInstance } from 'fastify'
import { protocolHeader } from '#shared/contract/protocol-version.ts'

const header = 'x-couch-request-id'
const usable = /^[A-Za-z0-9_-]{1,64}$/

/**
 * Tools of CouchDB find a request again by an id, their own or ours. Workplaces, which need none, are spared the bytes.
 * `x-couchdb-body-time` is how long the body was waited for; here it is read before the work begins.
 */
export function tellRequestId(app: FastifyInstance, random: (bytes: number) => Uint8Array): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers[protocolHeader] !== undefined) return
    const given = request.headers[header]
    const id =
      typeof given === 'string' && usable.test(given) ? given : Buffer.from(random(5)).toString('hex')
    reply.header(header, id).header('x-couchdb-body-time', '0')
  })
}
