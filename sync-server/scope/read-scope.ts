import { wholeScope } from '#shared/contract/scope-header.ts'
import {
  type DocumentClass,
  documentClassOf,
  documentTypes,
  roleRuleOf,
  villageKeysOfPerson,
} from '#shared/domain/access/index.ts'
import { canonicalJson } from '#shared/kit/canonical-json.ts'
import { digest26 } from '#shared/kit/sha256.ts'
import type { Staff } from '../accounts/account.ts'
import type { ReadScope } from '../store/store.ts'
import { dispensingShape } from './dispensing-shape.ts'
import { withoutNames } from './without-names.ts'

/** What a member of the staff reads of their clinic; undefined for all of it, which costs nothing to look up. */
export function readScopeOf(staff: Staff): ReadScope | undefined {
  const { reads, ownCardOnly, namesWithheld, dispensesOnly } = roleRuleOf(staff.role)
  const villages = villageKeysOfPerson(staff)
  const types = typesOf(reads)
  if (!types && !villages && !ownCardOnly && !namesWithheld && !dispensesOnly) return undefined
  return {
    key: scopeFingerprint(staff),
    person: staff.practitionerId,
    types,
    about: types && { type: 'inbox', types },
    villages: villages && [...villages].sort(),
    patient: ownCardOnly ? (staff.patientId ?? '') : undefined,
    shape: namesWithheld ? withoutNames : dispensesOnly ? dispensingShape : undefined,
  }
}

/** The types that the classes leave out, or those that alone are in; types of a newer version are clinical. */
function typesOf(reads: readonly DocumentClass[]): ReadScope['types'] {
  const isIn = (type: string): boolean => reads.includes(documentClassOf(type))
  if (documentTypes.every(isIn)) return undefined
  return reads.includes('clinical')
    ? { not: documentTypes.filter((type) => !isIn(type)) }
    : { only: documentTypes.filter(isIn) }
}

/**
 * Changes whenever another part of the clinic becomes the person's: a station walks the feed from a checkpoint of its own
 * for each. The same for everybody who sees everything, so that they share one.
 */
export function scopeFingerprint(staff: Staff): string {
  const rule = roleRuleOf(staff.role)
  const villages = villageKeysOfPerson(staff)
  const whole = !villages && !rule.ownCardOnly && !rule.namesWithheld && !rule.dispensesOnly
  if (whole && !typesOf(rule.reads)) return wholeScope
  const { role, practitionerId, patientId } = staff
  // What the role reads is part of it: with another rule of a later version there is more to get.
  const seen = [rule.reads, rule.namesWithheld, rule.dispensesOnly ?? false]
  return digest26(
    canonicalJson([role, practitionerId, patientId ?? null, villages ? [...villages].sort() : null, seen]),
  )
}
