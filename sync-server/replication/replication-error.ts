/** Why a replication cannot go on. The words never hold a password, a document or its id. */
export class ReplicationError extends Error {
  /** As CouchDB names it: `db_not_found`, `unauthorized`, `unreachable`, ... */
  readonly error: string
  readonly status: number
  constructor(error: string, reason: string, status = 500) {
    super(reason)
    this.name = 'ReplicationError'
    this.error = error
    this.status = status
  }
}
