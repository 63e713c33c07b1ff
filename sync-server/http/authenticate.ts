import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import { nobody, type Principal } from '../accounts/principal.ts'
import { sessionCookieName } from '../accounts/session-cookie.ts'
import type { Sessions, SignIn } from '../accounts/sign-in.ts'
import type { TokenChecker } from '../accounts/token.ts'
import { badRequest, CouchError, unauthorized } from '../couch/couch-error.ts'
import type { Caller } from '../replication/own-door.ts'

/** How a session was shown, in CouchDB's words. */
export type AuthenticatedBy = 'jwt' | 'cookie' | 'default'

declare module 'fastify' {
  interface FastifyInstance {
    behindTls: boolean
    /** In the order in which they are tried. */
    authenticationHandlers: AuthenticatedBy[]
  }
  interface FastifyRequest {
    account: Account | null
    principal: Principal
    authenticatedBy: AuthenticatedBy | null
  }
}

export interface Authentication {
  sessions: Sessions
  /** Without keys tokens are not looked at. */
  tokens: TokenChecker | undefined
  /** In whose name a replication of this server asks. */
  ownCaller(authorization: string | undefined): Caller | undefined
}

/** Finds out who asks: a token, then the session's cookie, then Basic credentials, as CouchDB tries them. */
export async function authenticate(
  { sessions, tokens, ownCaller }: Authentication,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  request.principal = nobody
  const { authorization } = request.headers
  const own = ownCaller(authorization)
  if (own) return signedIn(request, own, 'default')
  if (tokens && authorization?.startsWith('Bearer ')) {
    const check = await tokens(authorization.slice(7), request.ip)
    if (check.outcome === 'wait') throw tooManyTries(reply, check.waitMs)
    if (check.outcome !== 'ok')
      throw check.outcome === 'wrong' ? unauthorized(check.reason) : badRequest(check.reason)
    request.principal = check.principal
    request.authenticatedBy = 'jwt'
    return
  }
  const cookie = request.cookies[sessionCookieName]
  const session = cookie ? sessions.ofCookie(cookie) : undefined
  if (session) {
    signedIn(request, session.identity, 'cookie')
    if (session.renew) setSessionCookie(reply, sessions.issueCookie(session.identity), isSecure(request))
    return
  }
  const basic = basicCredentials(authorization)
  if (!basic) return
  const result = await sessions.signIn(basic.user, basic.password)
  if (result.outcome !== 'ok') throw signInError(reply, result)
  signedIn(request, result.identity, 'default')
}

function signedIn(
  request: FastifyRequest,
  { principal, account }: { principal: Principal; account: Account | undefined },
  by: AuthenticatedBy,
): void {
  request.principal = principal
  request.account = account ?? null
  request.authenticatedBy = by
}

export function signInError(reply: FastifyReply, result: Exclude<SignIn, { outcome: 'ok' }>): CouchError {
  if (result.outcome === 'wrong') return unauthorized('Name or password is incorrect.')
  if (result.outcome === 'dismissed')
    return new CouchError(403, 'account.dismissed', 'This account is closed.')
  return tooManyTries(reply, result.waitMs)
}

function tooManyTries(reply: FastifyReply, waitMs: number): CouchError {
  const seconds = Math.ceil(waitMs / 1000)
  reply.header('retry-after', seconds)
  return new CouchError(429, 'too_many_requests', `try again in ${seconds} s`)
}

/** Whether the person's browser came by TLS: to this server, or to the proxy in front of it. */
export const isSecure = (request: FastifyRequest): boolean =>
  request.server.behindTls || request.protocol === 'https'

export function setSessionCookie(reply: FastifyReply, value: string, secure: boolean): void {
  reply.setCookie(sessionCookieName, value, { path: '/', httpOnly: true, sameSite: 'strict', secure })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const secure = isSecure(request)
  reply.clearCookie(sessionCookieName, { path: '/', httpOnly: true, sameSite: 'strict', secure })
}

/** Credentials of a Basic header; junk that holds none is no session, as in CouchDB. */
function basicCredentials(header: string | undefined): { user: string; password: string } | undefined {
  const encoded = /^basic (.*)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded) || encoded.length > 2000)
    throw badRequest('Authorization header has invalid base64 value')
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  // `_:_` is what browsers are told to send in order to forget a password.
  return colon < 0 || text === '_:_'
    ? undefined
    : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
