import { z } from 'zod'

/**
 * `POST /api/station-keys`: the data keys of one PC. Whoever of the clinic signs in on it with the server's consent gets
 * the same ones, so that a shared PC has one store. 410 for a PC that an administrator has revoked.
 */
export const stationKeysRequestSchema = z.object({ stationId: z.string().regex(/^[A-Za-z0-9]{1,32}$/) })

export const stationKeysSchema = z.object({
  /** The key that seals what is written now; the others still open what was written before. */
  current: z.number().int().min(1).max(255),
  keys: z
    .array(z.object({ number: z.number().int().min(1).max(255), key: z.base64() }))
    .min(1)
    .max(255),
})
export type StationKeys = z.infer<typeof stationKeysSchema>
