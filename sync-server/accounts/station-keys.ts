import { z } from 'zod'
import { type StationKeys, stationKeysSchema } from '#shared/contract/station-keys.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records } from '../store/store.ts'
import { fromRecord } from './from-record.ts'

const recordSchema = z.object({ keys: stationKeysSchema, revoked: z.boolean() })
const kind = 'station-keys'
const placeOf = (clinicId: string, stationId: string): string => `${clinicId} ${stationId}`

/** A person who makes up PCs without end fills no disk. */
const mostStations = 1000

export type StationAnswer =
  | { outcome: 'keys'; keys: StationKeys }
  | { outcome: 'revoked' }
  | { outcome: 'too-many' }

/** The data keys of the PCs of every clinic: made at the first sign-in there, given to nobody after a revocation. */
export function createStationKeys(records: Records, random: RandomBytes) {
  const read = (clinicId: string, stationId: string) =>
    fromRecord(recordSchema, records.get(kind, placeOf(clinicId, stationId)))
  const write = (clinicId: string, stationId: string, record: z.infer<typeof recordSchema>): void =>
    records.put(kind, placeOf(clinicId, stationId), record)
  const stationsOf = (clinicId: string): number =>
    records.list(kind).filter(({ key }) => key.startsWith(`${clinicId} `)).length

  return {
    /** The keys of a PC; new ones for a PC that was not seen before. */
    of(clinicId: string, stationId: string): StationAnswer {
      const known = read(clinicId, stationId)
      if (known) return known.revoked ? { outcome: 'revoked' } : { outcome: 'keys', keys: known.keys }
      if (stationsOf(clinicId) >= mostStations) return { outcome: 'too-many' }
      const keys = { current: 1, keys: [{ number: 1, key: Buffer.from(random(32)).toString('base64') }] }
      write(clinicId, stationId, { keys, revoked: false })
      return { outcome: 'keys', keys }
    },
    /** From now on the PC gets no keys, and wipes itself at its next contact. False when it was never seen. */
    revoke(clinicId: string, stationId: string): boolean {
      const known = read(clinicId, stationId)
      if (known) write(clinicId, stationId, { ...known, revoked: true })
      return known !== undefined
    },
  }
}
