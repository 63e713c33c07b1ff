import { roleRuleOf } from '#shared/domain/access/index.ts'
import { type Role, roleSchema } from '#shared/domain/common/envelope.ts'

const ofAllClinics = (role: Role): boolean => roleRuleOf(role).administers === 'all-clinics'

/** The roles that people of a clinic may have. A patient's account is bound to a card and is made elsewhere. */
export const clinicRoles: readonly Role[] = roleSchema.options.filter(
  (role) => !ofAllClinics(role) && role !== 'patient',
)

/** The roles of those who administer the whole server. */
export const serverRoles: readonly Role[] = roleSchema.options.filter(ofAllClinics)
