import { roleRuleOf } from '#shared/domain/access/index.ts'
import type { Account } from '../accounts/account.ts'
import type { Clinics } from '../accounts/clinic-store.ts'
import { CouchError } from '../couch/couch-error.ts'

type Placed = Pick<Account, 'clinicId' | 'facilityId' | 'role' | 'patientId' | 'clinics'>
const wrong = (field: string) => new CouchError(422, 'invalid-body', `wrong or missing: ${field}`)

/** Refuses an account that could not work where it is to: no such clinic, a patient without a card. */
export function checkAccountPlace(clinics: Clinics, { clinicId, role, ...account }: Placed): void {
  if (clinicId === '' ? roleRuleOf(role).administers === undefined : !clinics.get(clinicId))
    throw wrong('clinicId')
  if (role === 'patient' && account.patientId === undefined) throw wrong('patientId')
  if (role !== 'district-it') return
  if (!account.clinics?.length || !account.clinics.every((each) => clinics.get(each))) throw wrong('clinics')
}
