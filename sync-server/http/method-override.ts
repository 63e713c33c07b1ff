import type { IncomingHttpHeaders } from 'node:http'

interface ReadRequest {
  method?: string | undefined
  url?: string | undefined
  headers: IncomingHttpHeaders
}
const methods = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'COPY'])

/**
 * A POST that says in `X-HTTP-Method-Override` which method it stands for, from clients and proxies that know no other.
 * Runs before the route is looked for, so that the right route's access is checked. Gives the address as it is. HEAD is
 * answered as GET, as by CouchDB: who sent a POST waits for the body whose length it was told.
 */
export function rewriteMethod(request: ReadRequest): string {
  const { 'x-http-method-override': named } = request.headers
  if (request.method === 'POST' && typeof named === 'string' && methods.has(named))
    request.method = named === 'HEAD' ? 'GET' : named
  return request.url ?? '/'
}
