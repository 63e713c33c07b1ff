import type { ChainMarks } from '../audit/sent-marks.ts'
import type { CourierPeer } from '../controls/courier-control.ts'
import type { LiveQuery } from '../controls/live-query.ts'
import { mapLive } from '../live/live-query.ts'
import type { LocalStore } from '../storage/local-store.ts'

/** What is known of another station. */
export interface PeerRecord {
  name: string
  publicKey: string
  /** Of its last file that was read to the end. */
  number: number
  readAt: string
  /** Documents of its files that were not on the server when they were read. */
  open: string[]
  /** Up to where its files held chains of the trace of access. */
  trace?: ChainMarks
}

/** A file that was written here. */
export interface FileRecord {
  to: string
  writtenAt: string
  parts: number
  documents: number
  /** Stations that have said that they have read it, and when. */
  readBy: Record<string, string>
  /** All of it is on the server: its parts are not needed any more. */
  onServer: boolean
  /** Up to where it holds chains of the trace of access; left out when the server has them, or there were none. */
  trace?: ChainMarks
}

const numberKey = 'courier/number'
const filePrefix = 'courier/file/'
const peerPrefix = 'courier/peer/'
// Keys sort as texts.
const fileKey = (number: number): string => filePrefix + String(number).padStart(10, '0')

/** Whether this station has ever written or read a file. */
export const hasExchangedFiles = (local: LocalStore): boolean =>
  local.get(numberKey) !== undefined || local.list(peerPrefix).size > 0

/** The courier's book: files written, files read, by whom. */
export function createCourierLog(local: LocalStore) {
  const files = (): { number: number; file: FileRecord }[] =>
    [...local.list<FileRecord>(filePrefix)]
      .map(([key, file]) => ({ number: Number(key), file }))
      .sort((a, b) => a.number - b.number)
  const asPeers = (peers: Map<string, PeerRecord>): CourierPeer[] =>
    [...peers]
      .map(([station, { name, publicKey, number, readAt }]) => {
        const last = files().findLast(({ file }) => file.to === station || file.readBy[station] !== undefined)
        const confirmedAt = last?.file.readBy[station]
        return {
          station,
          name,
          publicKey,
          ...(number > 0 ? { readAt } : {}),
          ...(last ? { writtenAt: last.file.writtenAt } : {}),
          ...(confirmedAt === undefined ? {} : { confirmedAt }),
        }
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1))

  return {
    /** A number that no file of this station had; durable before it is used. */
    async nextNumber(): Promise<number> {
      const number = (local.get<{ number: number }>(numberKey)?.number ?? 0) + 1
      await local.put(numberKey, { number })
      return number
    },
    files,
    putFile: (number: number, file: FileRecord) => local.put(fileKey(number), file),
    removeFile: (number: number) => local.remove(fileKey(number)),
    peer: (station: string) => local.get<PeerRecord>(peerPrefix + station),
    peers: () => local.list<PeerRecord>(peerPrefix),
    putPeer: (station: string, peer: PeerRecord) => local.put(peerPrefix + station, peer),
    watchPeers(): LiveQuery<CourierPeer[]> {
      return mapLive(local.watch<object>('courier/'), () => asPeers(local.list<PeerRecord>(peerPrefix)))
    },
  }
}
export type CourierLog = ReturnType<typeof createCourierLog>
