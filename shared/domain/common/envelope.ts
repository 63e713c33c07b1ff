import { z } from 'zod'
import { parseHybridTime } from '../../kit/hybrid-clock.ts'
import { isPartialDate } from '../../kit/partial-date.ts'
import { mergeRecordSchema } from './merge-record.schema.ts'

/** Ids are `<type>:<ulid>`; `[A-Za-z0-9._-]` after the colon keeps them safe in any URL (trap T7). */
export const idSchema = z.string().regex(/^[a-z][a-z-]{1,30}:[A-Za-z0-9._-]{1,100}$/)
export const idOf = (type: string) => z.string().regex(new RegExp(`^${type}:[A-Za-z0-9._-]{1,100}$`))

/** A moment: ISO 8601 with a zone. */
export const instantSchema = z.iso.datetime({ offset: true })
export const partialDateSchema = z.string().refine(isPartialDate, 'not a date')
/** A moment or, where only that is known, a partial date. */
export const whenSchema = z.union([instantSchema, partialDateSchema])

/** Clinical free text. 64 KB is the longest a form or an import may hold. */
export const textSchema = z.string().max(65_536)
export const shortTextSchema = z.string().trim().min(1).max(500)

/** `admin` is the technical administrator of one server; what each role may do is in domain/access. */
export const roleSchema = z.enum([
  'doctor',
  'feldsher',
  'midwife',
  'nurse',
  'registrar',
  'head-doctor',
  'data-protection-officer',
  'statistician',
  'pharmacist',
  'patient',
  'district-it',
  'national-admin',
  'admin',
])
/** As what a signed-in person works. */
export type Role = z.infer<typeof roleSchema>

/** Who did something: a snapshot, so that the name on an old record never changes. */
export const authorSchema = z.looseObject({
  /** `practitioner:<id>`, or `import:<source>` for what a program brought in. */
  id: idSchema,
  name: shortTextSchema,
  role: z.union([roleSchema, z.literal('import')]),
})
export type Author = z.infer<typeof authorSchema>

/** Where an imported record came from; makes a second import of the same record a no-op. */
export const sourceSchema = z.looseObject({
  /** The system, as a URI or a short name. */
  system: shortTextSchema,
  id: shortTextSchema,
})

/** A code from a classifier together with the words shown when it was chosen. */
export const codingSchema = z.looseObject({
  /** `icd-10`, `snomed`, `loinc`, `rxnorm`, `cvx`, `inn`, `atc`... */
  system: z.string().min(1).max(100),
  version: z.string().max(50).optional(),
  code: z.string().min(1).max(50),
  display: z.string().max(1000),
})
export type Coding = z.infer<typeof codingSchema>

/** What every document carries. Loose: fields of a newer version are kept as they came (trap T5). */
export const envelopeShape = {
  id: idSchema,
  type: z.string().min(1).max(40),
  schemaVersion: z.number().int().min(1),
  clinicId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  createdAt: instantSchema,
  /** Hybrid logical time of the last write; see kit/hybrid-clock. */
  updatedAt: z.string().refine((stamp) => parseHybridTime(stamp) !== undefined, 'not a hybrid time'),
  /** Who made the last change. */
  author: authorSchema,
  source: sourceSchema.optional(),
  /** The clock of the PC was so far ahead of the server's (behind: negative): its times are as the PC gave them. */
  clockOffMs: z.number().int().optional(),
  /** When a person settled a conflict, by the field's path; see common/decided. */
  decided: z.record(z.string().max(300), z.string().max(100)).optional(),
  /** The last merges of edits from two stations. */
  merges: z.array(mergeRecordSchema).max(100).optional(),
}

export const envelopeSchema = z.looseObject(envelopeShape)
/** The part that all documents share. */
export type Envelope = z.infer<typeof envelopeSchema>
