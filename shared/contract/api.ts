import { z } from 'zod'
import { roleSchema } from '../domain/common/envelope.ts'

/**
 * The server's own endpoints, beside the CouchDB surface. Errors are RFC 9457 problem+json.
 *
 * | endpoint | answer |
 * |---|---|
 * | `GET /api/me` | `Profile` of the session, 401 without one |
 * | `GET /api/status` | `ServerStatus`, no session needed |
 * | `GET /api/reference` | `ReferencePack[]` |
 * | `GET /api/reference/:id` | the pack's JSON, immutable for one sha256 |
 * | `GET /api/courier-key` | `CourierKeys` of the session's clinic, see courier-file.ts |
 * | `GET, POST /api/file-key` | `FileKeys` of the session's clinic, see file-key.ts |
 * | `POST /api/station-keys` | `StationKeys` of the PC in the body, see station-keys.ts; `/renewal`, `/older` |
 *
 * People of a shared PC: see session.ts.
 *
 * For administrators, beside those of administration.ts:
 *
 * | endpoint | body | answer |
 * |---|---|---|
 * | `PUT /api/clinics/:clinicId` | `ClinicRequest` | makes the clinic's database `clinic-<clinicId>` when it is missing |
 * | `POST /api/clinics/:clinicId/courier-key` | - | a new key for new courier files; its id |
 * | `POST /api/clinics/:clinicId/file-key` | - | a new key for new files of patients; its id |
 * | `DELETE /api/clinics/:clinicId/stations/:stationId` | - | no keys for this PC any more |
 * | `POST /api/clinics/:clinicId/stations/:stationId/key-renewal` | - | the PC seals everything anew after its next sign-in |
 * | `PUT /api/accounts/:user` | `AccountRequest` | the account's `Profile`; the password may be left out for an existing one |
 * | `PUT /api/demonstration` | `Demonstration` | shows these accounts in `ServerStatus`; an empty list hides them |
 * | `PUT /api/reference/:id` | the pack's JSON | its `ReferencePack`; `?sha256=` is checked when given |
 */
export const facilitySchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['hospital', 'ambulatory', 'station']),
  address: z.string().optional(),
  phone: z.string().optional(),
  /** УНП of the organisation. */
  payerNumber: z.string().optional(),
  /** The facility this one belongs to. */
  partOf: z.string().optional(),
})
export type Facility = z.infer<typeof facilitySchema>

export const profileSchema = z.looseObject({
  /** Login name. */
  user: z.string(),
  practitioner: z.looseObject({ id: z.string(), name: z.string(), role: roleSchema, position: z.string() }),
  clinicId: z.string(),
  /** Name of the clinic's database. */
  database: z.string(),
  /** Where this person works. */
  facilityId: z.string(),
  /** Villages by name, stations by id: whose patients are theirs beside those of `facilityId`. */
  villages: z.array(z.string()).optional(),
  /** The card of the person themselves, for the role `patient`. */
  patientId: z.string().optional(),
  /** The clinics whose accounts and PCs this person administers. */
  clinics: z.array(z.string()).optional(),
  /** The clinic's facilities: the organisation, the ambulatory, its stations. */
  facilities: z.array(facilitySchema),
})
/** Who is signed in; kept on the station so that the same person can sign in offline. */
export type Profile = z.infer<typeof profileSchema>

export const serverStatusSchema = z.looseObject({
  product: z.literal('lekar'),
  version: z.string(),
  protocolVersion: z.number(),
  /** The server's clock, ISO 8601. */
  time: z.string(),
  /** A demonstration clinic: its accounts may be shown on the sign-in page. */
  demonstration: z
    .object({ accounts: z.array(z.object({ user: z.string(), password: z.string(), title: z.string() })) })
    .optional(),
})
export type ServerStatus = z.infer<typeof serverStatusSchema>

export const referencePackSchema = z.looseObject({
  /** `icd-10`, `inn`, `districts`. */
  id: z.string(),
  title: z.string(),
  version: z.string(),
  rows: z.number(),
  sha256: z.string(),
  source: z.string().optional(),
  license: z.string().optional(),
})
export type ReferencePack = z.infer<typeof referencePackSchema>

/** Which part of a clinic an account is for; what is left out stays as it was. */
export const scopeRequestShape = {
  villages: z.array(z.string().trim().min(1).max(150)).max(200).optional(),
  /** Needed for the role `patient`. */
  patientId: z
    .string()
    .regex(/^patient:[A-Za-z0-9._-]{1,100}$/)
    .optional(),
  /** Needed for the role `district-it`. */
  clinics: z
    .array(z.string().regex(/^[a-z0-9-]{1,40}$/))
    .max(1000)
    .optional(),
}

export const accountRequestSchema = z.object({
  password: z.string().min(8).max(200).optional(),
  /** The password is on a slip: its owner must choose another one before anything else. */
  oneTime: z.boolean().optional(),
  practitioner: z.object({
    id: z.string().regex(/^practitioner:[A-Za-z0-9._-]{1,100}$/),
    name: z.string().min(1).max(200),
    role: roleSchema,
    position: z.string().max(200),
  }),
  /** Empty only for an administrator of the server without a clinic. */
  clinicId: z.string().regex(/^[a-z0-9-]{0,40}$/),
  facilityId: z.string().max(120),
  ...scopeRequestShape,
})
export type AccountRequest = z.infer<typeof accountRequestSchema>

export const clinicRequestSchema = z.object({ facilities: z.array(facilitySchema).max(1000) })
export type ClinicRequest = z.infer<typeof clinicRequestSchema>

export const demonstrationSchema = z.object({
  accounts: z.array(z.object({ user: z.string(), password: z.string(), title: z.string() })).max(20),
})
export type Demonstration = z.infer<typeof demonstrationSchema>

/** RFC 9457. `type` is `urn:lekar:problem:<code>`. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
})
export type Problem = z.infer<typeof problemSchema>
