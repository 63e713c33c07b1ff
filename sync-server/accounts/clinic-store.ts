import { z } from 'zod'
import { type Facility, facilitySchema, type Profile } from '#shared/contract/api.ts'
import { filesSuffix } from '#shared/contract/file-key.ts'
import type { Records } from '../store/store.ts'
import type { Account } from './account.ts'
import { fromRecord } from './from-record.ts'

export const clinicDatabasePrefix = 'clinic-'
export const databaseOfClinic = (clinicId: string): string => `${clinicDatabasePrefix}${clinicId}`
/** The database of a clinic's files: ciphers, written once. */
export const filesOfClinic = (clinicId: string): string => `${databaseOfClinic(clinicId)}${filesSuffix}`
export const clinicOfFiles = (database: string): string =>
  clinicOfDatabase(database).slice(0, -filesSuffix.length)
export const clinicOfDatabase = (database: string): string => database.slice(clinicDatabasePrefix.length)

const clinicSchema = z.object({ id: z.string(), facilities: z.array(facilitySchema) })
export interface Clinic {
  id: string
  facilities: Facility[]
}

/** The clinics this server keeps, with their facilities. */
export function createClinics(records: Records) {
  const get = (id: string): Clinic | undefined => fromRecord(clinicSchema, records.get('clinic', id))
  return {
    get,
    list: (): Clinic[] => records.list('clinic').map((row) => clinicSchema.parse(row.value)),
    put: (clinic: Clinic): void => records.put('clinic', clinic.id, clinic),
    /** What the workplace keeps to let the same person sign in offline. */
    profileOf(account: Account): Profile {
      return {
        user: account.user,
        practitioner: { ...account.practitioner, role: account.role },
        clinicId: account.clinicId,
        database: account.clinicId === '' ? '' : databaseOfClinic(account.clinicId),
        facilityId: account.facilityId,
        villages: account.villages ?? [],
        ...(account.patientId === undefined ? {} : { patientId: account.patientId }),
        ...(account.clinics === undefined ? {} : { clinics: account.clinics }),
        facilities: get(account.clinicId)?.facilities ?? [],
      }
    },
  }
}
export type Clinics = ReturnType<typeof createClinics>
