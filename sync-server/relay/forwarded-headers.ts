import type { IncomingHttpHeaders } from 'node:http'

/** What of a request the CouchDB may see. Never a cookie, never somebody's authorization. */
const toCouchdb = [
  'accept',
  'content-type',
  'content-encoding',
  'content-length',
  'content-md5',
  'if-match',
  'if-none-match',
  'last-event-id',
  'range',
  'destination',
  'x-couch-full-commit',
]
/** What of an answer the client may see. Never who the CouchDB is, where it is, or its cookies. */
const toClient = [
  'content-type',
  'content-encoding',
  'content-length',
  'content-md5',
  'content-range',
  'accept-ranges',
  'cache-control',
  'etag',
  'retry-after',
  'vary',
  'x-couch-update-newrev',
]

const chosen = (headers: IncomingHttpHeaders, names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )

export const headersToCouchdb = (headers: IncomingHttpHeaders): Record<string, string> => ({
  ...chosen(headers, toCouchdb),
  ...(/\bgzip\b/.test(String(headers['accept-encoding'] ?? '')) ? { 'accept-encoding': 'gzip' } : {}),
})

export const headersToClient = (headers: IncomingHttpHeaders): Record<string, string> =>
  chosen(headers, toClient)
