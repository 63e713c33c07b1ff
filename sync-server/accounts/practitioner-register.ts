import { z } from 'zod'
import type { PersonScope } from '#shared/domain/access/index.ts'
import { type Role, roleSchema } from '#shared/domain/common/envelope.ts'
import { sameJson } from '#shared/kit/canonical-json.ts'
import type { Records } from '../store/store.ts'
import type { Account } from './account.ts'

const entrySchema = z.object({
  role: roleSchema,
  villages: z.array(z.string()).default([]),
  facilityId: z.string().default(''),
})
/** As what somebody works or worked in a clinic. */
export type PersonInClinic = z.infer<typeof entrySchema> & PersonScope
/** The role of a practitioner who works or has worked in the clinic; undefined for anybody else. */
export type RoleInClinic = (practitionerId: string) => Role | undefined

const keyOf = (clinicId: string, practitionerId: string): string => `${clinicId} ${practitionerId}`

/**
 * Who works or has worked in which clinic, with the role and the villages last held there. An entry stays when its account moves away or
 * gets another person: documents written before that may still be on their way from a station that was offline.
 */
export function openPractitioners(records: Records, accounts: Account[]) {
  const people = new Map<string, PersonInClinic>()
  const read = (): void => {
    people.clear()
    for (const { key, value } of records.list('practitioner')) people.set(key, entrySchema.parse(value))
  }
  read()
  records.onUndone(read)
  const note = ({
    clinicId,
    practitioner,
    role,
    villages = [],
    facilityId,
  }: Pick<Account, 'clinicId' | 'practitioner' | 'role' | 'villages' | 'facilityId'>) => {
    const key = keyOf(clinicId, practitioner.id)
    const person = { role, villages, facilityId }
    if (clinicId === '' || sameJson(people.get(key), person)) return
    records.put('practitioner', key, person)
    people.set(key, person)
  }
  // Accounts from before the register.
  for (const account of accounts) note(account)
  return {
    note,
    roleIn: (clinicId: string, practitionerId: string): Role | undefined =>
      people.get(keyOf(clinicId, practitionerId))?.role,
    personIn: (clinicId: string, practitionerId: string): PersonInClinic | undefined =>
      people.get(keyOf(clinicId, practitionerId)),
  }
}
export type Practitioners = ReturnType<typeof openPractitioners>
