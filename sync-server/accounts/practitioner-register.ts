import { z } from 'zod'
import { type Role, roleSchema } from '#shared/domain/common/envelope.ts'
import type { Records } from '../store/store.ts'
import type { Account } from './account.ts'

const entrySchema = z.object({ role: roleSchema })
const keyOf = (clinicId: string, practitionerId: string): string => `${clinicId} ${practitionerId}`

/**
 * Who works or has worked in which clinic, with the role last held there. An entry stays when its account moves away or
 * gets another person: documents written before that may still be on their way from a station that was offline.
 */
export function openPractitioners(records: Records, accounts: Account[]) {
  const roles = new Map<string, Role>(
    records.list('practitioner').map((row) => [row.key, entrySchema.parse(row.value).role]),
  )
  const note = ({ clinicId, practitioner, role }: Pick<Account, 'clinicId' | 'practitioner' | 'role'>) => {
    const key = keyOf(clinicId, practitioner.id)
    if (clinicId === '' || roles.get(key) === role) return
    records.put('practitioner', key, { role })
    roles.set(key, role)
  }
  // Accounts from before the register.
  for (const account of accounts) note(account)
  return {
    note,
    roleIn: (clinicId: string, practitionerId: string): Role | undefined =>
      roles.get(keyOf(clinicId, practitionerId)),
  }
}
export type Practitioners = ReturnType<typeof openPractitioners>
