import { z } from 'zod'
import { type StationReport, stationReportSchema } from '#shared/contract/administration.ts'
import { type Clock, isoNow } from '#shared/kit/clock.ts'
import type { Records } from '../store/store.ts'
import type { Account } from './account.ts'
import { fromRecord } from './from-record.ts'

const recordSchema = z.object({
  name: z.string().optional(),
  lastContactAt: z.iso.datetime().optional(),
  lastUser: z.string().optional(),
  facilityId: z.string().optional(),
  report: stationReportSchema.omit({ stationId: true }).optional(),
})
export type StationFacts = z.infer<typeof recordSchema>

const kind = 'station'
const placeOf = (clinicId: string, stationId: string): string => `${clinicId} ${stationId}`

/** What is known of the PCs of every clinic: their names, who was there last, what they said of themselves. */
export function createStationRegister(records: Records, clock: Clock) {
  const factsOf = (clinicId: string, stationId: string): StationFacts =>
    fromRecord(recordSchema, records.get(kind, placeOf(clinicId, stationId))) ?? {}
  const put = (clinicId: string, stationId: string, facts: StationFacts): void =>
    records.put(kind, placeOf(clinicId, stationId), facts)
  return {
    factsOf,
    /** Somebody of the clinic is at this PC now; with what the PC says of itself, if it does. */
    noteContact(
      { clinicId, user, facilityId }: Pick<Account, 'clinicId' | 'user' | 'facilityId'>,
      stationId: string,
      report?: Omit<StationReport, 'stationId'>,
    ): void {
      const before = factsOf(clinicId, stationId)
      const seen = { lastContactAt: isoNow(clock), lastUser: user, facilityId }
      put(clinicId, stationId, { ...before, ...seen, ...(report ? { report } : {}) })
    },
    name: (clinicId: string, stationId: string, name: string): void =>
      put(clinicId, stationId, { ...factsOf(clinicId, stationId), name }),
  }
}
