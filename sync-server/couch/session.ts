import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account } from '../accounts/account.ts'
import { sessionCookieName } from '../accounts/session-cookie.ts'
import type { ServerContext } from '../context.ts'
import { isSecure, setSessionCookie, signInError } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { isObject } from '../http/json-text.ts'
import { jsonText } from '../http/request-body.ts'
import { badRequest } from './couch-error.ts'

const rolesOf = (account: Account): string[] => [account.role === 'admin' ? '_admin' : account.role]

/** `_session`: signing in gives a cookie that scripts cannot read and other sites cannot send. */
export function session(app: FastifyInstance, context: ServerContext): void {
  app.post('/_session', { config: { access: 'open' } }, async (request, reply) => {
    const { name, password } = credentials(request)
    const result = await context.accounts.signIn(name, password)
    if (result.outcome !== 'ok') {
      if (result.outcome === 'wait') reply.header('retry-after', Math.ceil(result.waitMs / 1000))
      throw signInError(result)
    }
    setSessionCookie(reply, context.accounts.issueCookie(result.account), isSecure(request))
    const roles = rolesOf(result.account)
    return sendJson(request, reply, JSON.stringify({ ok: true, name: result.account.user, roles }))
  })

  app.get('/_session', { config: { access: 'open' } }, (request, reply) => {
    const account = request.account
    const userCtx = account ? { name: account.user, roles: rolesOf(account) } : { name: null, roles: [] }
    const info = {
      authentication_handlers: ['cookie', 'default'],
      ...(account ? { authenticated: 'cookie' } : {}),
    }
    return sendJson(request, reply, JSON.stringify({ ok: true, userCtx, info }))
  })

  app.delete('/_session', { config: { access: 'open' } }, (request, reply) => {
    reply.clearCookie(sessionCookieName, { path: '/', httpOnly: true, sameSite: 'strict' })
    return sendJson(request, reply, '{"ok":true}')
  })
}

function credentials(request: FastifyRequest): { name: string; password: string } {
  const type = request.headers['content-type'] ?? ''
  const fields: unknown = type.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(String(request.body)))
    : jsonText(request).value
  if (!isObject(fields)) throw badRequest('request body must contain a name and a password')
  const name = fields.name ?? fields.username
  if (typeof name !== 'string' || typeof fields.password !== 'string')
    throw badRequest('request body must contain a name and a password')
  if (name.length > 200 || fields.password.length > 1000) throw badRequest('name or password is too long')
  return { name, password: fields.password }
}
