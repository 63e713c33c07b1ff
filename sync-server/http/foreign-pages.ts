import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sessionCookieName } from '../accounts/session-cookie.ts'
import { forbidden } from '../couch/couch-error.ts'
import type { CorsOptions } from './cors.ts'

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True when a page of another origin makes this request in somebody's browser. Browsers say so themselves
 * (`Sec-Fetch-Site`, right behind any proxy); older ones and pages without TLS name the page's origin. Programs send
 * neither.
 */
function isFromForeignPage(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin, host } = headers
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)
}

/**
 * Refuses what pages of other origins would change in the name of whoever is signed in in that browser (a form sent to
 * `_session` or `_bulk_docs`), unless the origin is named for it. SameSite cookies do not do it alone: another port of
 * this machine is the same site.
 */
export function refuseForeignPages(app: FastifyInstance, cors: CorsOptions | undefined): void {
  app.addHook('onRequest', async (request) => {
    if (readingMethods.has(request.method) || !isFromForeignPage(request.headers)) return
    const { origin = '' } = request.headers
    const isNamed = cors?.origins.includes(origin) === true
    const mayUseSession = isNamed && cors?.credentials === true
    const mayAsk = isNamed || cors?.origins.includes('*') === true
    if (mayUseSession || (mayAsk && request.cookies[sessionCookieName] === undefined)) return
    throw forbidden('Pages of other origins may not write here.')
  })
}
