import { fail, ok, type Result } from '#shared/kit/result.ts'

/** Where the CouchDB is and how this server proves itself there. The secret is only in `authorization`. */
export interface CouchdbAddress {
  tls: boolean
  host: string
  port: number
  /** Begins the path of every request; empty or `/part`, without a slash at its end. */
  path: string
  authorization: string | undefined
  /** For people and logs: without name and password. */
  shown: string
}

/** Reads `http://user:pass@host:5984`. The error never quotes the address: it holds a password. */
export function couchdbAddress(text: string): Result<CouchdbAddress, string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '')
    return fail('the CouchDB address must read http://user:password@host:5984')
  if (url.search !== '' || url.hash !== '') return fail('the CouchDB address has no query and no #')
  const tls = url.protocol === 'https:'
  const path = url.pathname.replace(/\/+$/, '')
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return ok({
    tls,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (tls ? 443 : 80) : Number(url.port),
    path,
    authorization: url.username === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
    shown: `${url.protocol}//${url.host}${path}`,
  })
}
