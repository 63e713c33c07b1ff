import { z } from 'zod'
import { roleSchema } from '#shared/domain/common/envelope.ts'

/** A stored account. `password` is the encoded hash, `generation` changes with it and ends older sessions. */
export const accountSchema = z.object({
  user: z.string(),
  role: roleSchema,
  password: z.string(),
  generation: z.string(),
  practitioner: z.object({ id: z.string(), name: z.string(), position: z.string() }),
  clinicId: z.string(),
  facilityId: z.string(),
  /** An administrator made the password and handed it over on a slip. */
  oneTime: z.boolean().optional(),
})
export type Account = z.infer<typeof accountSchema>

/** The person behind an account of ours. */
export interface Staff {
  role: Account['role']
  practitionerId: string
  /** Empty for an administrator of the server without a clinic. */
  clinicId: string
}

export const staffOf = (account: Account): Staff => ({
  role: account.role,
  practitionerId: account.practitioner.id,
  clinicId: account.clinicId,
})
