import { z } from 'zod'
import { profileSchema } from './api.ts'

/**
 * What a shared PC asks of the server about its people, beside `_session`.
 *
 * | endpoint | body | answer |
 * |---|---|---|
 * | `POST /api/password` | `PasswordChange` | the `Profile`, and a session under the new password |
 * | `POST /api/return-pass` | `ReturnPassRequest` | `ReturnPass` of the session's person |
 * | `POST /api/return` | `Return` | the `Profile`, and a session; no session needed |
 * | `POST /api/known-people` | `KnownPeopleRequest` | `KnownPeople` |
 */

/**
 * Names the person whose work a request carries, percent-encoded. The server does not take it in another person's
 * session (A22).
 */
export const userHeader = 'lekar-user'

const loginSchema = z.string().min(1).max(200)
const stationIdSchema = z.string().regex(/^[A-Za-z0-9]{1,32}$/)

/** 422 `password.<problem>` of password-policy.ts for a new one that is too easy. */
export const passwordChangeSchema = z.object({
  oldPassword: z.string().max(1000),
  newPassword: z.string().max(1000),
})

export const returnPassRequestSchema = z.object({
  stationId: stationIdSchema,
  password: z.string().max(1000),
})
/** Lets the person come back to this PC for a working day without the password; ends with it. */
export const returnPassSchema = z.object({ pass: z.string().min(1).max(1000) })

export const returnSchema = z.object({
  user: loginSchema,
  stationId: stationIdSchema,
  pass: z.string().max(1000),
})

export const knownPeopleRequestSchema = z.object({ users: z.array(loginSchema).max(200) })
export const knownPeopleSchema = z.object({
  me: profileSchema,
  people: z.array(
    z.object({
      user: z.string(),
      /** Changes with the password and the role; left out for who does not work in this clinic any more. */
      mark: z.string().optional(),
    }),
  ),
})
export type KnownPeople = z.infer<typeof knownPeopleSchema>
