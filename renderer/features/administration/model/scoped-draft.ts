import type { NewAccount } from '#shared/contract/administration.ts'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import { mayHaveVillages } from './account-roles.ts'

/** What an account says of a person, as it is typed. */
export type PersonDraft = Pick<NewAccount, 'name' | 'role' | 'position' | 'facilityId'> & {
  villages: string[]
  /** Of a district's IT staff. */
  clinics: string[]
}

/** The draft for the server: villages and clinics only where the role has them, so that another role leaves none. */
export function scopedDraft({ villages, clinics, ...person }: PersonDraft) {
  const { role } = person
  return {
    ...person,
    villages: mayHaveVillages(role) ? villages : [],
    ...(roleRuleOf(role).administers === 'own-clinics' ? { clinics } : {}),
  }
}
