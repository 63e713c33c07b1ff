import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Account } from '../accounts/account.ts'
import type { Principal } from '../accounts/principal.ts'

/** In whose name a replication reads and writes this server's own databases. */
export interface Caller {
  principal: Principal
  account: Account | undefined
}

const scheme = 'Lekar-Own '

/**
 * The way by which a replication reaches this server's own databases: the same endpoints with the same rules, over a
 * listener on the loopback address that opens with the first replication, and a token that lives as long as its job.
 */
export function createOwnDoor(random: RandomBytes) {
  const callers = new Map<string, Caller>()
  let opened: Promise<{ server: Server; url: string }> | undefined

  const open = (app: FastifyInstance): Promise<{ server: Server; url: string }> =>
    new Promise((resolve, reject) => {
      const server = createServer((request, answer) => app.routing(request, answer))
      server.once('error', reject)
      server.listen(0, '127.0.0.1', () =>
        resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
      )
      server.unref()
    })

  return {
    /** Who shows this header; undefined for a header that is none of ours. */
    callerOf: (authorization: string | undefined): Caller | undefined =>
      authorization?.startsWith(scheme) ? callers.get(authorization.slice(scheme.length)) : undefined,
    /** The address of this server and a header for it; `leave` ends the header's life. */
    async enter(app: FastifyInstance, caller: Caller) {
      opened ??= open(app)
      const { url } = await opened
      const token = Buffer.from(random(32)).toString('hex')
      callers.set(token, caller)
      return {
        url,
        headers: { authorization: `${scheme}${token}` },
        leave: () => void callers.delete(token),
      }
    },
    async close(): Promise<void> {
      callers.clear()
      const { server } = (await opened) ?? {}
      server?.closeAllConnections()
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
    },
  }
}
export type OwnDoor = ReturnType<typeof createOwnDoor>
