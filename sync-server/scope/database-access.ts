import type { Principal } from '../accounts/account.ts'
import { clinicDatabasePrefix, databaseOfClinic } from '../accounts/clinic-store.ts'

export const isClinicDatabase = (name: string): boolean =>
  name.startsWith(clinicDatabasePrefix) && !name.endsWith('-files')

/** Who may open a database: administrators all of them, everyone else the database of their own clinic. */
export function mayOpenDatabase(principal: Principal, database: string): boolean {
  if (principal.role === 'admin') return true
  return principal.clinicId !== '' && database === databaseOfClinic(principal.clinicId)
}
