import { z } from 'zod'

/**
 * What is stored longer than it must be, for a person to decide; nothing deletes it.
 *
 * | endpoint | who | answer |
 * |---|---|---|
 * | `GET /api/clinics/:clinicId/retention` | those who read the journal | `RetentionReport` |
 */
export const retentionReportSchema = z.looseObject({
  madeAt: z.iso.datetime(),
  /** Cards, the longest past their period first. */
  cards: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      birthDate: z.string(),
      /** The last visit; without visits the day the card was made. */
      lastVisitOn: z.string(),
      storedUntil: z.string(),
      documents: z.number(),
      /** Processing is restricted: a dispute or a court may need the card. */
      restricted: z.boolean(),
    }),
  ),
  /** Documents of other kinds whose own period is over, by type. */
  documents: z.record(z.string(), z.number()),
  /** The periods in force by which the server judged; those of `last-visit` are for whole cards. */
  periods: z.array(
    z.looseObject({
      types: z.array(z.string()),
      years: z.number(),
      from: z.string(),
      name: z.object({ ru: z.string(), be: z.string(), en: z.string() }),
      source: z.string(),
    }),
  ),
})
export type RetentionReport = z.infer<typeof retentionReportSchema>
