import type { Patient } from '../patient/patient.schema.ts'
import { roleRuleOf } from './role-rules.ts'
import { villageKey, villageKeysOf } from './village.ts'

/** As much of an account as decides whose patients are theirs. */
export interface PersonScope {
  role: string
  /** Villages by name, in any spelling, or stations by id. */
  villages: readonly string[]
  /** Where the person works: the list of that station is theirs, too. */
  facilityId: string
  /** The card of the account's own person, for the role `patient`. */
  patientId?: string | undefined
}

/** The keys of the person's villages; undefined for somebody who sees the whole clinic. */
export function villageKeysOfPerson(person: PersonScope): ReadonlySet<string> | undefined {
  const { villageBound, wholeClinic } = roleRuleOf(person.role)
  if (wholeClinic || (!villageBound && person.villages.length === 0)) return undefined
  const places = person.facilityId === '' ? person.villages : [...person.villages, person.facilityId]
  return new Set(places.map(villageKey).filter(Boolean))
}

/** A patient without a village belongs to everybody of the clinic: nobody else would find them. */
export const villagesMeet = (own: ReadonlySet<string>, patient: readonly string[]): boolean =>
  patient.length === 0 || patient.some((key) => own.has(key))

/**
 * Whether this is one of the person's own patients; the card of another one is opened only with a reason. Says nothing of
 * what the person may read in it.
 */
export function isOwnPatient(
  person: PersonScope,
  patient: Pick<Patient, 'id' | 'address' | 'catchment'>,
): boolean {
  if (roleRuleOf(person.role).ownCardOnly) return person.patientId === patient.id
  const own = villageKeysOfPerson(person)
  return own === undefined || villagesMeet(own, villageKeysOf(patient))
}
