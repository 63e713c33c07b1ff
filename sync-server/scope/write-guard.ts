import type { Principal } from '../accounts/account.ts'
import type { WriteGuard } from '../store/store.ts'
import { clinicWriteProblem } from './clinic-write.ts'
import { isClinicDatabase } from './database-access.ts'

/** The rules that hold for writes of this principal into this database; undefined where everything may be written. */
export function guardFor(principal: Principal, database: string): WriteGuard | undefined {
  if (!isClinicDatabase(database)) return undefined
  return (next, previous) => {
    const problem = clinicWriteProblem(principal, database, next, previous && fieldsOf(previous))
    return problem && { error: 'forbidden', reason: `${problem.code}: ${problem.text}` }
  }
}

const fieldsOf = (previous: { id: string; deleted: boolean; body: string }) => ({
  deleted: previous.deleted,
  document: JSON.parse(`{"id":${JSON.stringify(previous.id)}${previous.body}}`) as Record<string, unknown>,
})
