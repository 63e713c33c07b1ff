import type { Principal } from '../accounts/account.ts'
import { clinicOfDatabase } from '../accounts/clinic-store.ts'
import type { Practitioners } from '../accounts/practitioner-register.ts'
import type { WriteOptions } from '../store/store.ts'
import { clinicWriteProblem } from './clinic-write.ts'
import { isClinicDatabase } from './database-access.ts'

/** The rules that hold for writes of this principal into this database; empty where everything may be written. */
export function rulesFor(
  principal: Principal,
  database: string,
  practitioners: Practitioners,
): Pick<WriteOptions, 'guard' | 'deliveredBy'> {
  if (!isClinicDatabase(database)) return {}
  const clinicId = clinicOfDatabase(database)
  const roleInClinic = (practitionerId: string) => practitioners.roleIn(clinicId, practitionerId)
  return {
    deliveredBy: principal.practitionerId,
    guard(next, previous) {
      const before = previous && fieldsOf(previous)
      const problem = clinicWriteProblem(principal, database, next, before, roleInClinic)
      return problem && { error: 'forbidden', reason: `${problem.code}: ${problem.text}` }
    },
  }
}

const fieldsOf = (previous: { id: string; deleted: boolean; body: string }) => ({
  deleted: previous.deleted,
  document: JSON.parse(`{"id":${JSON.stringify(previous.id)}${previous.body}}`) as Record<string, unknown>,
})
