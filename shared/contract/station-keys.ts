import { z } from 'zod'

/**
 * `POST /api/station-keys`: the data keys of one PC. Whoever of the clinic signs in on it with the server's consent gets
 * the same ones, so that a shared PC has one store. 410 for a PC that an administrator has revoked.
 */
export const stationKeysRequestSchema = z.object({ stationId: z.string().regex(/^[A-Za-z0-9]{1,32}$/) })

/** The number of a key is one byte of every row. */
export const mostKeys = 255

/**
 * `POST /api/station-keys/renewal` makes a new key for what the PC writes from now on; 409 while an older one is in use.
 * `DELETE /api/station-keys/older` with this body: nothing on the PC is under another key any more.
 */
export const olderKeysRequestSchema = stationKeysRequestSchema.extend({ current: z.number().int() })

export const stationKeysSchema = z.object({
  /** The key that seals what is written now; the others still open what was written before. */
  current: z.number().int().min(1).max(mostKeys),
  keys: z
    .array(z.object({ number: z.number().int().min(1).max(mostKeys), key: z.base64() }))
    .min(1)
    .max(mostKeys),
})
export type StationKeys = z.infer<typeof stationKeysSchema>
