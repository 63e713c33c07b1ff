import { documentClassOf } from './document-class.ts'
import { roleRuleOf } from './role-rules.ts'

/** Whether this role reads documents of a type at all; of which patients, `isOwnPatient` says. */
export const mayReadType = (role: string, type: string): boolean =>
  roleRuleOf(role).reads.includes(documentClassOf(type))

/** Whether this role writes documents of a type at all. */
export function mayWriteType(role: string, type: string): boolean {
  const { writes } = roleRuleOf(role)
  return writes === 'all' || writes.includes(type)
}

export const maySignVisits = (role: string): boolean => roleRuleOf(role).signsVisits

/** Whether this role writes a prescription with that payment. */
export function mayPrescribe(role: string, payment: string): boolean {
  const { prescribes } = roleRuleOf(role)
  return prescribes === 'all' || (prescribes === 'ordinary' && payment === 'ordinary')
}

/** Whether this role hands over what was prescribed. */
export const mayDispense = (role: string): boolean => roleRuleOf(role).dispensesOnly === true

/** Whether this role looks after patients: opens cards, sees what was found. */
export const seesClinicalContent = (role: string): boolean => roleRuleOf(role).reads.includes('clinical')

/** Whether this role brings in records that others wrote, of every kind. */
export const mayImport = (role: string): boolean => roleRuleOf(role).writes === 'all'

/** Whether this role works on a clinic's PCs, with the keys of what is stored there. */
export function worksOnPcs(role: string): boolean {
  const { reads, ownCardOnly } = roleRuleOf(role)
  return reads.length > 0 && !ownCardOnly
}

/** Whether this role carries documents between PCs by courier: a file holds whole cards. */
export function sendsCouriers(role: string): boolean {
  const { namesWithheld, dispensesOnly } = roleRuleOf(role)
  return worksOnPcs(role) && !namesWithheld && !dispensesOnly
}

/** Whether this role looks after patients by name, and so may open a card that is not one of its own. */
export function caresForPatients(role: string): boolean {
  const { ownCardOnly, namesWithheld } = roleRuleOf(role)
  return seesClinicalContent(role) && !ownCardOnly && !namesWithheld
}

/** Whether this role lets patients read their own card at home: makes their accounts and closes them. */
export const givesOwnCards = (role: string): boolean => roleRuleOf(role).givesOwnCards === true
