import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { clearSessionCookie, isSecure, setSessionCookie, signInError } from '../http/authenticate.ts'
import { sendJson } from '../http/json-answer.ts'
import { isObject, parseJsonText } from '../http/json-text.ts'
import { badRequest, unauthorized } from './couch-error.ts'
import { queryOf } from './query.ts'

/** `_session`: signing in gives a cookie that scripts cannot read and other sites cannot send. */
export function session(app: FastifyInstance, { sessions, signInTimes }: ServerContext): void {
  app.post('/_session', { config: { access: 'open' } }, async (request, reply) => {
    const { name, password } = credentials(request)
    const result = await sessions.signIn(name, password)
    if (result.outcome !== 'ok') {
      clearSessionCookie(request, reply)
      const error = signInError(reply, result)
      if (result.outcome === 'wrong' && redirect(request, reply, 'fail'))
        return sendJson(request, reply, JSON.stringify({ error: error.error, reason: error.reason }))
      throw error
    }
    setSessionCookie(reply, sessions.issueCookie(result.identity), isSecure(request))
    if (result.identity.account) signInTimes.note(result.identity.account.user)
    redirect(request, reply, 'next')
    return sendJson(
      request,
      reply,
      JSON.stringify({ ok: true, name, roles: result.identity.principal.roles }),
    )
  })

  app.get('/_session', { config: { access: 'open' } }, (request, reply) => {
    const { user, roles } = request.principal
    if (user === null && queryOf(request).text('basic') === 'true') throw unauthorized('Please login.')
    const info = {
      authentication_handlers: app.authenticationHandlers,
      ...(request.authenticatedBy ? { authenticated: request.authenticatedBy } : {}),
    }
    return sendJson(request, reply, JSON.stringify({ ok: true, userCtx: { name: user, roles }, info }))
  })

  app.delete('/_session', { config: { access: 'open' } }, (request, reply) => {
    clearSessionCookie(request, reply)
    redirect(request, reply, 'next')
    return sendJson(request, reply, '{"ok":true}')
  })
}

/** Sends the browser on to where the query says: a path of this server, never another one. */
function redirect(request: FastifyRequest, reply: FastifyReply, parameter: 'next' | 'fail'): boolean {
  const path = queryOf(request).text(parameter)
  if (path === undefined) return false
  if (!path.startsWith('/')) throw badRequest('path must begin with a /.')
  const origin = `${isSecure(request) ? 'https' : 'http'}://${request.host}`
  const target = new URL(origin + path)
  if (target.origin !== origin) throw badRequest('path must begin with a /.')
  reply.code(302).header('location', target.href)
  return true
}

function credentials(request: FastifyRequest): { name: string; password: string } {
  const fields = formFields(request)
  const name = fields.name ?? fields.username
  if (typeof name !== 'string') throw badRequest('request body must contain a username')
  if ((fields.username ?? name) !== name) throw badRequest('request body contains different usernames')
  const password = fields.password ?? ''
  if (typeof password !== 'string') throw badRequest('request body must contain a password')
  if (name.length > 200 || password.length > 1000) throw badRequest('name or password is too long')
  return { name, password }
}

/** A form or JSON, as clients send it. */
function formFields(request: FastifyRequest): Record<string, unknown> {
  const type = request.headers['content-type'] ?? ''
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body.toString()))
  if (!type.startsWith('application/json')) return {}
  const { value } = parseJsonText(body)
  return isObject(value) ? value : {}
}
