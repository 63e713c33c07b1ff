/** Who may see and write what: the front door. The server enforces it, the workplace hides what is not allowed. */
export { type DocumentClass, documentClassOf, documentTypes } from './document-class.ts'
export { isOwnPatient, type PersonScope, villageKeysOfPerson, villagesMeet } from './own-patient.ts'
export {
  caresForPatients,
  givesOwnCards,
  mayDispense,
  mayImport,
  mayPrescribe,
  mayReadType,
  maySignVisits,
  mayWriteType,
  seesClinicalContent,
  sendsCouriers,
  worksOnPcs,
} from './permission.ts'
export type { RoleRule } from './role-rule.ts'
export { roleRuleOf, roleRules } from './role-rules.ts'
export { villageKey, villageKeysOf } from './village.ts'
