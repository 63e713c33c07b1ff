import { z } from 'zod'

/**
 * What was on a PC: for the notice of a breach (99-З: within three working days) and for telling the people concerned.
 *
 * | endpoint | who | answer |
 * |---|---|---|
 * | `GET /api/clinics/:clinicId/stations/:stationId/holdings` | those who read the journal | `StationHoldings` |
 *
 * The server answers what the PC can have held at the most; a PC that is still there says itself what it holds.
 */
export const heldPatientSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  birthDate: z.string(),
  personalNumber: z.string().optional(),
  /** How the person can be told, the own ones first, then the guardian's. */
  contacts: z.array(z.string()),
  address: z.string().optional(),
  /** Records of this patient, the card included. */
  documents: z.number(),
})
export type HeldPatient = z.infer<typeof heldPatientSchema>

export const stationHoldingsSchema = z.looseObject({
  clinicId: z.string(),
  stationId: z.string(),
  name: z.string().optional(),
  /** When the list was made. */
  madeAt: z.iso.datetime(),
  /** `server`: at the most, by who worked at the PC. `station`: counted on the PC itself. */
  source: z.enum(['server', 'station']),
  /** Records that were written after it cannot be on the PC, but those that it wrote itself. */
  lastContactAt: z.iso.datetime().optional(),
  revoked: z.boolean(),
  /** People who worked at the PC, as far as the server knows. */
  people: z.array(z.object({ name: z.string(), role: z.string() })),
  /** `clinic`: everything of the clinic. `villages`: what belongs to the people's villages, and what they opened. */
  reach: z.enum(['clinic', 'villages']),
  villages: z.array(z.string()).optional(),
  /** Records that the PC said are on it alone: they may be lost with it. */
  onlyHere: z.number().optional(),
  /** Documents by type. */
  counts: z.record(z.string(), z.number()),
  patients: z.array(heldPatientSchema),
})
export type StationHoldings = z.infer<typeof stationHoldingsSchema>
