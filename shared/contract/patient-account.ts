import { z } from 'zod'
import { managedAccountSchema } from './administration.ts'

/**
 * The account by which a patient reads the own card, made where the patient is known: by the registry and the head doctor.
 * One card has one account; its login is made by the server and says nothing of the person.
 *
 * | endpoint below `/api/clinics/:clinicId/patients/:patientId` | body | answer |
 * |---|---|---|
 * | `GET account` | - | `PatientAccount` |
 * | `POST account` | `NewPatientAccount` | 201 `IssuedPassword`; 409 `account.card-taken` |
 * | `POST account/one-time-password` | - | `IssuedPassword`; ends the sessions |
 * | `PUT account/closure` | - | `PatientAccount`; ends the sessions |
 * | `DELETE account/closure` | - | `PatientAccount` |
 *
 * 404 for a card that is not on the server or not the person's.
 */
export const newPatientAccountSchema = z.strictObject({
  /** As it stands in the card: shown to the patient who is signed in. */
  name: z.string().trim().min(1).max(200),
})
export type NewPatientAccount = z.infer<typeof newPatientAccountSchema>

/** No `account`: the patient has none yet. */
export const patientAccountSchema = z.looseObject({ account: managedAccountSchema.optional() })
export type PatientAccount = z.infer<typeof patientAccountSchema>
