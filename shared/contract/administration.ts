import { z } from 'zod'
import { roleSchema } from '../domain/common/envelope.ts'
import { facilitySchema, profileSchema, scopeRequestShape } from './api.ts'

/**
 * What administrators do with accounts, stations and clinics. Every act is written to a log.
 *
 * | endpoint | body | answer |
 * |---|---|---|
 * | `GET /api/clinics` | - | `ManagedClinic[]` |
 * | `GET /api/accounts?clinic=` | - | `ManagedAccount[]`; all without a clinic |
 * | `POST /api/accounts` | `NewAccount` | 201 `IssuedPassword`; 409 `account.taken` |
 * | `PATCH /api/accounts/:user` | `AccountChange` | `ManagedAccount` |
 * | `POST /api/accounts/:user/one-time-password` | - | `IssuedPassword`; ends the sessions |
 * | `PUT /api/accounts/:user/dismissal` | `Dismissal` | `ManagedAccount`; ends the sessions when the day has come |
 * | `DELETE /api/accounts/:user/dismissal` | - | `ManagedAccount` |
 * | `DELETE /api/accounts/:user/lockout` | - | `ManagedAccount`; failed tries are forgotten |
 * | `GET /api/clinics/:clinicId/stations` | - | `ManagedStation[]` |
 * | `PATCH /api/clinics/:clinicId/stations/:stationId` | `StationChange` | `ManagedStation` |
 * | `POST /api/clinics/:clinicId/stations/:stationId/key-renewal` | - | 409 `station.renewal-under-way` |
 * | `GET /api/administrative-acts?clinic=` | - | `ActPage`, newest first |
 *
 * `PUT /api/station-report` with a `StationReport` is for the people of a clinic.
 */
export const newLoginSchema = z.string().regex(/^[a-z][a-z0-9._-]{1,39}$/)
const nameSchema = z.string().trim().min(1).max(200)
const positionSchema = z.string().trim().max(200)
const facilityIdSchema = z.string().max(120)

export const managedAccountSchema = profileSchema.extend({
  /** The password is still the one from the slip. */
  oneTime: z.boolean(),
  /** From this day on (Minsk) the account is closed. */
  dismissedOn: z.iso.date().optional(),
  lastSignInAt: z.iso.datetime().optional(),
  /** Failed passwords in a row. */
  failures: z.number(),
  /** Until then no password is looked at. */
  lockedUntil: z.iso.datetime().optional(),
})
export type ManagedAccount = z.infer<typeof managedAccountSchema>

export const newAccountSchema = z.strictObject({
  user: newLoginSchema,
  name: nameSchema,
  role: roleSchema,
  position: positionSchema,
  /** Empty only for an administrator of the server. */
  clinicId: z.string().regex(/^[a-z0-9-]{0,40}$/),
  facilityId: facilityIdSchema,
  ...scopeRequestShape,
})
export type NewAccount = z.infer<typeof newAccountSchema>

export const accountChangeSchema = newAccountSchema.omit({ user: true, clinicId: true }).partial()
export type AccountChange = z.infer<typeof accountChangeSchema>

/** A password that is shown once and printed on a slip; the server keeps its hash alone. */
export const issuedPasswordSchema = z.looseObject({ account: managedAccountSchema, password: z.string() })
export type IssuedPassword = z.infer<typeof issuedPasswordSchema>

export const dismissalSchema = z.strictObject({ on: z.iso.date() })
export type Dismissal = z.infer<typeof dismissalSchema>

export const managedClinicSchema = z.looseObject({
  id: z.string(),
  facilities: z.array(facilitySchema),
  /** Accounts that are not closed. */
  accounts: z.number(),
})
export type ManagedClinic = z.infer<typeof managedClinicSchema>

const stationIdSchema = z.string().regex(/^[A-Za-z0-9]{1,32}$/)

/** What a PC says of itself; versions and counts, nothing of a patient. */
export const stationReportSchema = z.strictObject({
  stationId: stationIdSchema,
  version: z.string().max(60),
  schemaVersion: z.string().max(60),
  /** Documents that are on this PC alone, refused ones included. */
  onlyHere: z.number().int().min(0),
  refused: z.number().int().min(0),
  /** How far the PC's clock is ahead of the server's, milliseconds. */
  clockOffMs: z.number().int().optional(),
  /** While the PC seals its rows anew: so many of so many are under its newest data key. */
  resealed: z.strictObject({ done: z.number().int().min(0), total: z.number().int().min(0) }).optional(),
})
export type StationReport = z.infer<typeof stationReportSchema>

export const managedStationSchema = z.looseObject({
  stationId: z.string(),
  /** What an administrator calls the PC: `Кабинет 3`. */
  name: z.string().optional(),
  revoked: z.boolean(),
  /** Where the person works who was there last, and their login. */
  facilityId: z.string().optional(),
  lastUser: z.string().optional(),
  lastContactAt: z.iso.datetime().optional(),
  /** A newer data key was asked for, and the PC has not given the older one up. */
  keyRenewal: z.boolean().optional(),
  report: stationReportSchema.omit({ stationId: true }).optional(),
})
export type ManagedStation = z.infer<typeof managedStationSchema>

export const stationChangeSchema = z.strictObject({ name: z.string().trim().max(100) })

export const actKinds = [
  'clinic.created',
  'clinic.changed',
  'account.created',
  'account.changed',
  'account.one-time-password',
  'account.password',
  'account.dismissed',
  'account.reinstated',
  'account.unlocked',
  'station.named',
  'signing-key.registered',
  'signing-key.retired',
  'signing-key.revoked',
  'signatures.required',
  'station.revoked',
  'station.holdings',
  'station.key-renewal',
  'courier-key.renewed',
  'file-key.renewed',
  'file-key.given-back',
] as const
export type ActKind = (typeof actKinds)[number]

export const administrativeActSchema = z.object({
  number: z.number().int(),
  at: z.iso.datetime(),
  /** An `ActKind`, or one of a newer server. */
  act: z.string(),
  /** The login of who did it, and the name at that time. */
  by: z.object({ user: z.string(), name: z.string() }),
  /** Empty for what belongs to no clinic. */
  clinicId: z.string(),
  /** A login, a PC, a clinic or a key. */
  whom: z.string(),
  /** The name at that time, where there is one. */
  whomName: z.string().optional(),
  /** What became different; never a password. */
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })).optional(),
  previous: z.string(),
  hash: z.string(),
})
export type AdministrativeAct = z.infer<typeof administrativeActSchema>

export const actPageSchema = z.looseObject({
  acts: z.array(administrativeActSchema),
  /** The first act that was changed or is missing. */
  brokenAt: z.number().optional(),
})
