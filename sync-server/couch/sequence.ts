import type { Database } from '../store/store.ts'
import { CouchError } from './couch-error.ts'

/** `<number>-<epoch>`: opaque for clients, safe in a URL. */
export const sequenceOf = (database: Database, number: number): string => `${number}-${database.epoch}`

/**
 * The number of a `since`. Anything but `0`, `now` and a sequence of this epoch that was given out is 400, so that a
 * client whose checkpoint is from before a restore starts over and sends again what the server lost. The answer says how
 * much of the client's past is this database's too: what it has from later than that was written without the client.
 */
export function numberOfSince(database: Database, since: string | undefined): number {
  if (since === undefined || since === '' || since === '0') return 0
  if (since === 'now') return database.updateNumber
  const match = /^"?(\d{1,15})-([0-9a-f]+)"?$/.exec(since)
  const number = Number(match?.[1])
  if (!match || match[2] !== database.epoch || number > database.updateNumber) {
    const common = match ? database.commonWith(match[2]!, number) : 0
    const reason = `unknown_since: this sequence is not of this database; start from 0; common until ${common}`
    throw new CouchError(400, 'bad_request', reason)
  }
  return number
}
