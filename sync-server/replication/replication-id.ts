import { createHash } from 'node:crypto'
import { type ReplicationRequest, type Side, shownSide } from './replication-request.ts'

/**
 * What makes two replications the same: this server, both ends and what is let through. Checkpoints are kept under it.
 * A password is no part of it, but who asks the other end is: somebody else may see other documents there.
 */
export function replicationId(serverUuid: string, asked: ReplicationRequest): string {
  const who = (side: Side): string[] =>
    side.kind === 'local' ? [side.name] : [shownSide(side), userOf(side.headers.authorization)]
  const { docIds, filter, selector, queryParams } = asked
  const parts = [serverUuid, who(asked.source), who(asked.target), docIds, filter, selector, queryParams]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

/** The id of the running job, in CouchDB's form. */
export const jobId = (id: string, { continuous, createTarget }: ReplicationRequest): string =>
  `${id}${continuous ? '+continuous' : ''}${createTarget ? '+create_target' : ''}`

const userOf = (authorization: string | undefined): string =>
  authorization?.startsWith('Basic ')
    ? Buffer.from(authorization.slice(6), 'base64').toString().split(':')[0]!
    : ''
