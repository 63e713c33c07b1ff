import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { scopeHeader } from '#shared/contract/scope-header.ts'
import { userHeader } from '#shared/contract/session.ts'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import { isServerAdmin, nobody, type Principal } from '../accounts/principal.ts'
import { mayAdminister } from '../administration/administered.ts'
import { CouchError, forbidden, notFound, unauthorized } from '../couch/couch-error.ts'
import { belongsToClinic, type DatabaseLevel, databaseRefusal } from '../scope/database-access.ts'
import type { SecuredDatabase } from '../scope/database-security.ts'
import { scopeFingerprint } from '../scope/read-scope.ts'
import { type Authentication, authenticate } from './authenticate.ts'

/**
 * Who may call a route. `session`: an account of ours. `database`: members of the route's `:db`; `database-admin`: those
 * who administer it. `metrics`: administrators and the token of the metrics. `admin`: administrators of the server, on own endpoints and for clinics only accounts of ours.
 * `administrator`: whoever administers the clinic of the route or, on a route without one, any.
 * The server does not start with a route that has not said it.
 */
export type Access =
  | 'open'
  | 'metrics'
  | 'session'
  | 'database'
  | 'database-admin'
  | 'admin'
  | 'administrator'

/** A route with what it has said. */
export interface DeclaredRoute {
  method: string
  url: string
  access: Access
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route of the server, for the matrix of the tests. */
    declaredRoutes: readonly DeclaredRoute[]
  }
  interface FastifyContextConfig {
    access?: Access
    /** Open to a session whose password is still the administrator's (A20). */
    withFirstPassword?: boolean
  }
}

export interface Guard extends Authentication {
  /** What access to a database is judged by; undefined when there is none. */
  securedDatabase(
    name: string,
    principal: Principal,
  ): SecuredDatabase | undefined | Promise<SecuredDatabase | undefined>
  behindTls: boolean | undefined
  metricsToken: string | undefined
}

/** Finds out who asks, and lets nobody past a route's access. */
export function guardRoutes(app: FastifyInstance, guard: Guard): void {
  app.decorate('behindTls', guard.behindTls ?? false)
  app.decorate('authenticationHandlers', [
    ...(guard.tokens ? ['jwt' as const] : []),
    'cookie' as const,
    'default' as const,
  ])
  app.decorateRequest('account', null)
  // Every request gets its own before anything reads it.
  app.decorateRequest('principal', undefined as unknown as Principal)
  app.decorateRequest('authenticatedBy', null)
  const declaredRoutes: DeclaredRoute[] = []
  app.decorate('declaredRoutes', declaredRoutes)
  app.addHook('onRoute', ({ method, url, config }) => {
    const { access } = config ?? {}
    if (access === undefined) throw new Error(`route without access: ${method} ${url}`)
    for (const each of [method].flat()) declaredRoutes.push({ method: each, url, access })
  })
  app.addHook('onRequest', async (request, reply) => {
    if (isScraper(request, guard.metricsToken)) return
    try {
      await authenticate(guard, request, reply)
    } catch (error) {
      if (!ignoresJunk(request)) throw error
    }
    const error = sessionError(request) ?? (await accessError(guard, request))
    if (error) throw error
    const { staff } = request.principal
    if (staff && belongsToClinic(databaseName(request) ?? ''))
      reply.header(scopeHeader, scopeFingerprint(staff))
  })
}

/** What is wrong with the session itself, wherever something is asked for in somebody's name. */
function sessionError(request: FastifyRequest): CouchError | undefined {
  const { account, principal, routeOptions } = request
  const { access = 'session', withFirstPassword } = routeOptions.config ?? {}
  if (access === 'open') return undefined
  const named = request.headers[userHeader]
  if (typeof named === 'string' && principal.user !== null && decoded(named) !== principal.user)
    return unauthorized('This session is another person’s.')
  if (account?.oneTime && !withFirstPassword)
    return new CouchError(403, 'password.first', 'choose a password of your own first')
  return undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Whether this asks for the metrics with their token, which is no session. */
function isScraper(request: FastifyRequest, token: string | undefined): boolean {
  request.principal = nobody
  if (request.routeOptions.config?.access !== 'metrics' || token === undefined || token === '') return false
  const { headers } = request
  const expected = hash('sha256', `Bearer ${token}`, 'buffer')
  return timingSafeEqual(hash('sha256', headers.authorization ?? '', 'buffer'), expected)
}

/** What is open to everybody is open to wrong credentials, too; `_session` is where a client learns that they are. */
const ignoresJunk = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config?.access === 'open' && routeOptions.url !== '/_session'

async function accessError(guard: Guard, request: FastifyRequest): Promise<CouchError | undefined> {
  const { principal } = request
  switch (request.routeOptions.config?.access ?? 'session') {
    case 'open':
      return undefined
    case 'session':
      return request.account ? undefined : refused(principal, 'You are not authorized to access this db.')
    case 'admin':
    case 'metrics':
      return isServerAdmin(principal) && (request.account || !needsStaff(request))
        ? undefined
        : refused(principal, 'You are not a server admin.')
    case 'administrator':
      return administratorError(request)
    case 'database':
      return databaseError(guard, request, 'member')
    case 'database-admin':
      return databaseError(guard, request, 'admin')
  }
}

/** A clinic that is not theirs is not there, for an administrator of others. */
function administratorError(request: FastifyRequest): CouchError | undefined {
  const { account, principal } = request
  if (!account || roleRuleOf(account.role).administers === undefined)
    return refused(principal, 'You are not an administrator.')
  const { clinicId } = request.params as { clinicId?: string }
  return clinicId === undefined || mayAdminister(request, clinicId) ? undefined : notFound('no such clinic')
}

const needsStaff = (request: FastifyRequest): boolean =>
  request.url.startsWith('/api/') || belongsToClinic(databaseName(request) ?? '')

async function databaseError(
  guard: Guard,
  request: FastifyRequest,
  level: DatabaseLevel,
): Promise<CouchError | undefined> {
  const { principal } = request
  const name = databaseName(request)
  const { id } = request.params as { id?: string }
  const database = await guard.securedDatabase(name, principal)
  switch (databaseRefusal({ principal, name, database, level, documentId: id })) {
    case undefined:
      return undefined
    case 'not-found':
      return database ? notFound() : notFound('Database does not exist.')
    case 'not-admin':
      return refused(principal, 'You are not a db or server admin.')
    case 'not-allowed':
      return refused(principal, 'You are not allowed to access this db.')
  }
}

/** Nobody is asked to sign in; somebody is told that signing in again does not help. */
const refused = ({ user }: Principal, reason: string): CouchError =>
  user === null ? unauthorized(reason) : forbidden(reason)

export const databaseName = (request: FastifyRequest): string => (request.params as { db: string }).db

/** Who asks: `nobody` where a route or a database is open to everybody. */
export const principal = (request: FastifyRequest): Principal => request.principal

/** Whom limits for each person count; everybody without a name is their address. */
export const userOf = ({ principal, ip }: FastifyRequest): string => principal.user ?? `nobody at ${ip}`
