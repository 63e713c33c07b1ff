import { z } from 'zod'
import { roleSchema } from '#shared/domain/common/envelope.ts'
import { minskDay } from '#shared/kit/partial-date.ts'

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
  /** From this day on, in Minsk, nobody signs in with the account. It stays: records name its person. */
  dismissedOn: z.iso.date().optional(),
})
export type Account = z.infer<typeof accountSchema>

/** Whether the account is closed at a moment. */
export const isDismissed = ({ dismissedOn }: Pick<Account, 'dismissedOn'>, nowMs: number): boolean =>
  dismissedOn !== undefined && dismissedOn <= minskDay(nowMs)

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
