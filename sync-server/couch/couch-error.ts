/** An answer in CouchDB's form: `{"error": ..., "reason": ...}` with an HTTP status. */
export class CouchError extends Error {
  readonly status: number
  readonly error: string
  readonly reason: string

  constructor(status: number, error: string, reason: string) {
    super(`${status} ${error}`)
    this.name = 'CouchError'
    this.status = status
    this.error = error
    this.reason = reason
  }
}

export const badRequest = (reason: string): CouchError => new CouchError(400, 'bad_request', reason)
export const unauthorized = (reason = 'You are not authorized to access this db.'): CouchError =>
  new CouchError(401, 'unauthorized', reason)
export const forbidden = (reason: string): CouchError => new CouchError(403, 'forbidden', reason)
export const notFound = (reason = 'missing'): CouchError => new CouchError(404, 'not_found', reason)
export const tooLarge = (reason: string): CouchError => new CouchError(413, 'too_large', reason)
export const malformed = (reason: string): CouchError => new CouchError(400, 'doc_validation', reason)
