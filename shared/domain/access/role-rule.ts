import type { Role } from '../common/envelope.ts'
import type { DocumentClass } from './document-class.ts'

/** What a person of one role may do with the documents of their clinic. */
export interface RoleRule {
  role: Role
  /** First day of the rule, ISO; it holds until `validTo`, that day included. */
  validFrom: string
  validTo?: string
  /** The act or the decision behind it. */
  source: string
  /** Classes of documents this role reads; nothing else reaches its station. */
  reads: readonly DocumentClass[]
  /** Types this role writes; `all` with types that only a newer version knows. */
  writes: 'all' | readonly string[]
  /** Sees the patients of the person's own villages alone, whatever their number: none, where none are given. */
  villageBound: boolean
  /** Stays unbounded whatever villages the account names. */
  wholeClinic?: true
  /** Sees the documents of the patient that the account is linked with, and no other. */
  ownCardOnly?: true
  /** Gets documents without the members that tell who the person is. */
  namesWithheld: boolean
  /** Sees prescriptions while they wait to be dispensed, and of their patients what a pharmacy checks. */
  dispensesOnly?: true
  signsVisits: boolean
  prescribes: 'none' | 'ordinary' | 'all'
  /** Gives patients an account to read the own card with, and closes it: knows them by name and sees their papers. */
  givesOwnCards?: true
  /** Which clinics' accounts and stations this role administers. */
  administers?: 'own-clinics' | 'all-clinics'
}
