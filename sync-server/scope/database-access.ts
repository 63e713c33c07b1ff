import { caresForPatients, roleRuleOf } from '#shared/domain/access/index.ts'
import type { Staff } from '../accounts/account.ts'
import { clinicDatabasePrefix, databaseOfClinic, filesOfClinic } from '../accounts/clinic-store.ts'
import { userDocumentId, usersDatabase } from '../accounts/couch-users.ts'
import { isServerAdmin, type Principal } from '../accounts/principal.ts'
import { isDatabaseAdmin, isDatabaseMember, type SecuredDatabase } from './database-security.ts'

/** The records of a clinic; its files, `clinic-<code>-files`, are ciphers with rules of their own. */
export const isClinicDatabase = (name: string): boolean =>
  name.startsWith(clinicDatabasePrefix) && !name.endsWith('-files')

/** Databases whose rights come from our accounts; every other one has its `_security`. */
export const belongsToClinic = (name: string): boolean => name.startsWith(clinicDatabasePrefix)

/** A member reads and writes documents; an admin of a database also its design documents and settings. */
export type DatabaseLevel = 'member' | 'admin'

export interface AskedDatabase {
  principal: Principal
  name: string
  /** Undefined when there is none. */
  database: SecuredDatabase | undefined
  level: DatabaseLevel
  /** The document of the address, where it names one. */
  documentId: string | undefined
}

export type DatabaseRefusal = 'not-allowed' | 'not-admin' | 'not-found'

/** Why somebody may not do this in a database; undefined when they may. */
export function databaseRefusal(asked: AskedDatabase): DatabaseRefusal | undefined {
  const { principal, name, database, level } = asked
  if (belongsToClinic(name)) return mayOpenClinic(principal.staff, name, level)
  if (!database) return 'not-found'
  if (isDatabaseAdmin(principal, database)) return undefined
  if (level === 'admin') return 'not-admin'
  if (name === usersDatabase) return ownUserDocument(asked)
  return isDatabaseMember(principal, database) ? undefined : 'not-allowed'
}

/** Staff opens the database of its own clinic, the server's administrators all of them, and nobody else any. */
function mayOpenClinic(
  staff: Staff | undefined,
  database: string,
  level: DatabaseLevel,
): DatabaseRefusal | undefined {
  if (!staff) return 'not-allowed'
  if (staff.role === 'admin') return undefined
  const own = [databaseOfClinic(staff.clinicId), filesOfClinic(staff.clinicId)]
  if (staff.clinicId === '' || !own.includes(database)) return 'not-allowed'
  if (roleRuleOf(staff.role).reads.length === 0) return 'not-allowed'
  // The key of the files is one for the clinic: it is for those who look after patients by name.
  if (!isClinicDatabase(database) && !caresForPatients(staff.role)) return 'not-allowed'
  return level === 'admin' ? 'not-admin' : undefined
}

/** Users see themselves and nobody else: the documents of others are not there for them. */
function ownUserDocument({ principal, documentId }: AskedDatabase): DatabaseRefusal | undefined {
  if (principal.user === null || documentId === undefined) return 'not-allowed'
  const isOwn = !principal.staff && documentId === userDocumentId(principal.user)
  return isOwn ? undefined : 'not-found'
}

/** Whether a design document may be written: code that runs when others read. */
export const mayWriteDesign = (principal: Principal, database: SecuredDatabase): boolean =>
  belongsToClinic(database.name) ? isServerAdmin(principal) : isDatabaseAdmin(principal, database)
