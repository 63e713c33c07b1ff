import { z } from 'zod'
import { mostKeys, type StationKeys, stationKeysSchema } from '#shared/contract/station-keys.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records } from '../store/store.ts'
import { fromRecord } from './from-record.ts'

/** `madeBy` is who was there first; not known of PCs from before. */
const recordSchema = z.object({
  keys: stationKeysSchema,
  revoked: z.boolean(),
  madeBy: z.string().optional(),
})
const kind = 'station-keys'
const placeOf = (clinicId: string, stationId: string): string => `${clinicId} ${stationId}`

/** A person who makes up PCs without end fills no disk, and keeps nobody else from a new one. What is revoked counts no more. */
const mostStations = 1000
export const mostStationsOfPerson = 20

export type StationAnswer =
  | { outcome: 'keys'; keys: StationKeys }
  | { outcome: 'revoked' }
  | { outcome: 'too-many' }

export type RenewalAnswer = StationAnswer | { outcome: 'unknown' } | { outcome: 'under-way' }

/** The data keys of the PCs of every clinic: made at the first sign-in there, given to nobody after a revocation. */
export function createStationKeys(records: Records, random: RandomBytes) {
  const read = (clinicId: string, stationId: string) =>
    fromRecord(recordSchema, records.get(kind, placeOf(clinicId, stationId)))
  const write = (clinicId: string, stationId: string, record: z.infer<typeof recordSchema>): void =>
    records.put(kind, placeOf(clinicId, stationId), record)
  const inUse = (clinicId: string) =>
    records
      .list(kind)
      .filter(({ key }) => key.startsWith(`${clinicId} `))
      .map(({ value }) => recordSchema.parse(value))
      .filter(({ revoked }) => !revoked)

  const newKey = (number: number) => ({ number, key: Buffer.from(random(32)).toString('base64') })

  return {
    /** Whether an administrator has revoked this PC. */
    isRevoked: (clinicId: string, stationId: string): boolean => read(clinicId, stationId)?.revoked === true,
    /** A new key for what the PC writes from now on; the one before stays until the PC says that nothing needs it. */
    renew(clinicId: string, stationId: string): RenewalAnswer {
      const known = read(clinicId, stationId)
      if (!known) return { outcome: 'unknown' }
      if (known.revoked) return { outcome: 'revoked' }
      if (known.keys.keys.length > 1) return { outcome: 'under-way' }
      if (known.keys.current >= mostKeys) return { outcome: 'too-many' }
      const current = known.keys.current + 1
      const keys = { current, keys: [...known.keys.keys, newKey(current)] }
      write(clinicId, stationId, { ...known, keys })
      return { outcome: 'keys', keys }
    },
    /** The PC has nothing left under any key but this one. Another one than the current is not dropped to. */
    dropOlder(clinicId: string, stationId: string, current: number): RenewalAnswer {
      const known = read(clinicId, stationId)
      if (!known) return { outcome: 'unknown' }
      if (known.revoked) return { outcome: 'revoked' }
      if (known.keys.current !== current) return { outcome: 'under-way' }
      const keys = { current, keys: known.keys.keys.filter(({ number }) => number === current) }
      write(clinicId, stationId, { ...known, keys })
      return { outcome: 'keys', keys }
    },
    /** The keys of a PC; new ones for a PC that was not seen before. */
    of(clinicId: string, stationId: string, person: string): StationAnswer {
      const known = read(clinicId, stationId)
      if (known) return known.revoked ? { outcome: 'revoked' } : { outcome: 'keys', keys: known.keys }
      const others = inUse(clinicId)
      const own = others.filter(({ madeBy }) => madeBy === person)
      if (own.length >= mostStationsOfPerson || others.length >= mostStations) return { outcome: 'too-many' }
      const keys = { current: 1, keys: [newKey(1)] }
      write(clinicId, stationId, { keys, revoked: false, madeBy: person })
      return { outcome: 'keys', keys }
    },
    /** The PCs of a clinic that have ever been signed in on. */
    list: (clinicId: string): { stationId: string; revoked: boolean; keyRenewal?: true }[] =>
      records
        .list(kind)
        .filter(({ key }) => key.startsWith(`${clinicId} `))
        .map(({ key, value }) => {
          const { revoked, keys } = recordSchema.parse(value)
          const renewal = keys.keys.length > 1 ? { keyRenewal: true as const } : {}
          return { stationId: key.slice(clinicId.length + 1), revoked, ...renewal }
        }),
    /** From now on the PC gets no keys, and wipes itself at its next contact. False when it was never seen. */
    revoke(clinicId: string, stationId: string): boolean {
      const known = read(clinicId, stationId)
      if (known) write(clinicId, stationId, { ...known, revoked: true })
      return known !== undefined
    },
  }
}
