import { filesSuffix } from '#shared/contract/file-key.ts'
import type { ReplicationRequest, Side } from './replication-request.ts'

const nameOf = (side: Side): string =>
  side.kind === 'local' ? side.name : decodeURIComponent(new URL(side.url).pathname.split('/').at(-1) ?? '')
/** Where the cards are that say whether records of this side may leave: the files of a clinic are beside them. */
export function cardsOf(side: Side): Side {
  const name = nameOf(side)
  if (!isClinic(name) || !name.endsWith(filesSuffix)) return side
  return side.kind === 'local'
    ? { ...side, name: name.slice(0, -filesSuffix.length) }
    : { ...side, url: side.url.replace(/-files(?=\/?$)/, '') }
}

const isClinic = (name: string): boolean => name.startsWith('clinic-')

/**
 * Whether a replication carries records of a clinic out of it: its source is a clinic's database, wherever it stands, and
 * its target neither that clinic's database on this server nor a server that was declared as the health system's own.
 * @param ownServers origins (`https://couch.example:5984`)
 */
export function leavesClinic({ source, target }: ReplicationRequest, ownServers: readonly string[]): boolean {
  const clinic = nameOf(source)
  if (!isClinic(clinic)) return false
  if (target.kind === 'local') return target.name !== clinic
  return !ownServers.includes(new URL(target.url).origin)
}
