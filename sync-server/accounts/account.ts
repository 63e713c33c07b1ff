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
  /** Villages by name, stations by id: whose patients are theirs. */
  villages: z.array(z.string()).optional(),
  /** The card of the account's own person, for the role `patient`. */
  patientId: z.string().optional(),
  /** The clinics whose accounts and PCs a district's IT staff administers. */
  clinics: z.array(z.string()).optional(),
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
  facilityId: string
  villages: readonly string[]
  patientId?: string | undefined
  /** The clinics that are administered. */
  clinics: readonly string[]
}

/** What of an account decides which part of a clinic it is for. */
export const scopeOf = ({
  villages,
  patientId,
  clinics,
}: {
  villages?: string[] | undefined
  patientId?: string | undefined
  clinics?: string[] | undefined
}) => ({
  ...(villages === undefined ? {} : { villages }),
  ...(patientId === undefined ? {} : { patientId }),
  ...(clinics === undefined ? {} : { clinics }),
})

export const staffOf = (account: Account): Staff => ({
  role: account.role,
  practitionerId: account.practitioner.id,
  clinicId: account.clinicId,
  facilityId: account.facilityId,
  villages: account.villages ?? [],
  patientId: account.patientId,
  clinics: account.clinics ?? [],
})
