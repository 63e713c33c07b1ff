import { z } from 'zod'

/**
 * `POST /api/clinics/:clinicId/patients/:patientId/openings`: a card outside the person's own patients is opened for a
 * time, for a reason. Its documents come with the next page of the feed. 404 for a card that is not there.
 */
export const openingRequestSchema = z.strictObject({
  reason: z.object({
    /** `emergency`, `substitution`, `other`... */
    code: z.string().regex(/^[a-z-]{1,40}$/),
    text: z.string().trim().max(500).optional(),
  }),
})
export type OpeningRequest = z.infer<typeof openingRequestSchema>

export const openingSchema = z.looseObject({ patientId: z.string(), until: z.iso.datetime() })
export type OpenedCard = z.infer<typeof openingSchema>

/** A card that was opened for a reason stays open so long: a working day and the night after it. */
export const openingHours = 24
