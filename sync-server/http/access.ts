import '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import { type Principal, principalOf } from '../accounts/account.ts'
import type { Accounts, SignIn } from '../accounts/account-store.ts'
import { sessionCookieName } from '../accounts/session-cookie.ts'
import { CouchError, forbidden, unauthorized } from '../couch/couch-error.ts'
import { mayOpenDatabase } from '../scope/database-access.ts'

/**
 * Who may call a route. `database` asks for a session that may open the route's `:db`.
 * The server does not start with a route that has not said it.
 */
export type Access = 'open' | 'session' | 'database' | 'admin'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyInstance {
    behindTls: boolean
  }
  interface FastifyRequest {
    account: Account | null
    principal: Principal | null
  }
}

/** Finds out who asks, and lets nobody past a route's access. */
export function guardRoutes(app: FastifyInstance, accounts: Accounts, behindTls = false): void {
  app.decorate('behindTls', behindTls)
  app.decorateRequest('account', null)
  app.decorateRequest('principal', null)
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined)
      throw new Error(`route without access: ${route.method} ${route.url}`)
  })
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config?.access ?? 'session'
    const basic = basicCredentials(request)
    if (basic) {
      const result = await accounts.signIn(basic.user, basic.password)
      if (result.outcome === 'ok') request.account = result.account
      else if (access !== 'open') throw signInError(result)
    } else {
      const cookie = request.cookies[sessionCookieName]
      const session = cookie ? accounts.ofCookie(cookie) : undefined
      if (session) {
        request.account = session.account
        if (session.renew) setSessionCookie(reply, accounts.issueCookie(session.account), isSecure(request))
      }
    }
    request.principal = request.account && principalOf(request.account)
    if (access === 'open') return
    if (!request.principal) throw unauthorized()
    if (access === 'session') return
    if (access === 'admin') {
      if (request.principal.role !== 'admin') throw forbidden('You are not a server admin.')
    } else if (!mayOpenDatabase(request.principal, databaseName(request)))
      throw forbidden('You are not allowed to access this db.')
  })
}

export const databaseName = (request: FastifyRequest): string => (request.params as { db: string }).db

/** The principal of a route that asks for a session. */
export function principal(request: FastifyRequest): Principal {
  if (!request.principal) throw unauthorized()
  return request.principal
}

export function signInError(result: Exclude<SignIn, { outcome: 'ok' }>): CouchError {
  if (result.outcome === 'wrong') return unauthorized('Name or password is incorrect.')
  return new CouchError(429, 'too_many_requests', `try again in ${Math.ceil(result.waitMs / 1000)} s`)
}

/** Whether the person's browser came by TLS: to this server, or to the proxy in front of it. */
export const isSecure = (request: FastifyRequest): boolean =>
  request.server.behindTls || request.protocol === 'https'

export function setSessionCookie(reply: FastifyReply, value: string, secure: boolean): void {
  reply.setCookie(sessionCookieName, value, { path: '/', httpOnly: true, sameSite: 'strict', secure })
}

function basicCredentials(request: FastifyRequest): { user: string; password: string } | undefined {
  const header = request.headers.authorization
  if (!header?.startsWith('Basic ')) return undefined
  const text = Buffer.from(header.slice(6), 'base64').toString()
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
