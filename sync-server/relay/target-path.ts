import { badRequest } from '../couch/couch-error.ts'

/**
 * The address to ask the CouchDB for, from the address that was asked here. Each part is unescaped and escaped again, so
 * that both servers, and a proxy between them, read the same; `.` and `..` could lead into another database and are refused.
 */
export function targetPath(url: string): string {
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  return escapedPath(path) + (end < 0 ? '' : url.slice(end))
}

function escapedPath(path: string): string {
  return path
    .split('/')
    .map((part) => {
      const text = unescaped(part)
      if (text.split(/[/\\]/).some((piece) => piece === '.' || piece === '..'))
        throw badRequest('`.` and `..` cannot stand in an address')
      return encodeURIComponent(text)
    })
    .join('/')
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw badRequest('the address is badly escaped')
  }
}

/** The address of a database, of something in it, or of a document. */
export const databasePath = (database: string, ...parts: string[]): string =>
  ['', database, ...parts].map(encodeURIComponent).join('/')
