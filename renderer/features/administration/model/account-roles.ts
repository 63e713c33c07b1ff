import { roleRuleOf } from '#shared/domain/access/index.ts'
import { type Role, roleSchema } from '#shared/domain/common/envelope.ts'

/**
 * The roles that somebody may give in a clinic; those who administer are given by the server's administrators alone. A
 * patient's account is bound to a card and is made elsewhere.
 */
export const clinicRoles = (givesAll: boolean): readonly Role[] =>
  roleSchema.options.filter((role) => {
    const { administers } = roleRuleOf(role)
    return role !== 'patient' && (administers === undefined || (givesAll && administers === 'own-clinics'))
  })

/** The roles of those who belong to no clinic. */
export const serverRoles: readonly Role[] = roleSchema.options.filter(
  (role) => roleRuleOf(role).administers !== undefined,
)

/** Whether villages bound what a person of this role sees. */
export function mayHaveVillages(role: Role): boolean {
  const { villageBound, wholeClinic, administers, reads } = roleRuleOf(role)
  return villageBound || (!wholeClinic && administers === undefined && reads.includes('clinical'))
}
