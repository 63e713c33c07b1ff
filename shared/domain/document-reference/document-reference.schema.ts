import { z } from 'zod'
import {
  authorSchema,
  envelopeShape,
  idOf,
  partialDateSchema,
  shortTextSchema,
  textSchema,
} from '../common/envelope.ts'

export const documentReferenceSchemaVersion = 1

/** A file in the clinic's database of files: a keyed hash of whose and what it is. */
const fileIdSchema = z.string().regex(/^file:[A-Za-z0-9_-]{43}$/)

export const documentReferenceSchema = z.looseObject({
  ...envelopeShape,
  id: idOf('document-reference'),
  type: z.literal('document-reference'),
  patientId: idOf('patient'),
  /** The visit at which it was brought or made. */
  visitId: idOf('visit').optional(),
  status: z.enum(['current', 'entered-in-error']),
  /** Why it was marked as entered in error. */
  statusReason: textSchema.optional(),
  /** What kind of paper: one of `fileKinds`, or one that only a newer version knows. */
  kind: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  description: shortTextSchema,
  /** When the paper itself was made, as far as it says so. */
  date: partialDateSchema.optional(),
  /** Who put it into the record; `author` is who changed its words last. */
  addedBy: authorSchema,
  content: z.looseObject({
    contentType: z.string().max(100),
    /** Bytes. */
    size: z.number().int().min(1),
    fileId: fileIdSchema,
    /** A small picture of it, of a picture. */
    thumbnailId: fileIdSchema.optional(),
    /** Of a picture that was made smaller before it was kept: how many bytes it had. */
    originalSize: z.number().int().optional(),
  }),
})
/** A paper of a record: a scan, a photo, a laboratory sheet, a discharge summary. FHIR DocumentReference. */
export type DocumentReference = z.infer<typeof documentReferenceSchema>
