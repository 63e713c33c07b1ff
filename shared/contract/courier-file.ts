import { z } from 'zod'
import { idSchema, instantSchema } from '../domain/common/envelope.ts'

/**
 * A courier file carries the changes of one station to another by hand. Layout, numbers big-endian:
 *
 * | bytes | what |
 * |---|---|
 * | 8 | `LEKARCF1` |
 * | 4 | length of the header |
 * | n | the header as JSON: technical facts only, in clear |
 * | 4, m ... | the parts, each after its length |
 *
 * A part is: 1 byte (1 for the last part), 12 bytes of nonce, AES-256-GCM ciphertext, 64 bytes of Ed25519 signature by
 * the writing station. The header, the part's number and its first byte are authenticated with it: parts cannot be
 * changed, swapped, repeated or left out. The first part is the introduction, the others hold documents, the last of them
 * events of the trace of access; the plain text of each is gzipped JSON.
 *
 * Events came later and are still format 1: they travel as rows of the type `audit-event`. A program that does not know
 * them takes the documents and says that the file holds what a newer version knows, which is true. So it is with the
 * content of patients' files (`file-part`): parts as they lie sealed on a PC, the last one of a file naming all of them.
 */
export const courierMagic = 'LEKARCF1'
export const courierFormat = 1
export const courierSuffix = '.lekar'

export const stationIdSchema = z.string().regex(/^[A-Za-z0-9]{1,32}$/)

export const courierHeaderSchema = z.looseObject({
  format: z.number().int(),
  clinicId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Which of the clinic's courier keys opens it. */
  keyId: z.string().max(64),
  from: stationIdSchema,
  /** Counts the files of one station, from 1. */
  number: z.number().int().min(1),
  createdAt: instantSchema,
})
export type CourierHeader = z.infer<typeof courierHeaderSchema>

/** So many documents are named in a receipt. */
export const mostOpen = 500

/** A file of that station was read to its end here. */
export const courierReceiptSchema = z.looseObject({
  station: stationIdSchema,
  number: z.number().int().min(1),
  readAt: instantSchema,
  /** Every document of it has reached the server. */
  onServer: z.boolean(),
  /** Documents that have not, where there are few: the others have. One that the server refuses holds up no other. */
  open: z.array(idSchema).max(mostOpen).optional(),
  /** Every event of the trace of access has reached the server, too. Older programs do not say. */
  traceOnServer: z.boolean().optional(),
})
export type CourierReceipt = z.infer<typeof courierReceiptSchema>

export const courierIntroductionSchema = z.looseObject({
  /** What the station is called by people. */
  name: z.string().max(200),
  /** Raw Ed25519 key, base64. */
  publicKey: z.string().max(100),
  /** A station, or `*` for whoever of the clinic reads it. */
  to: z.union([stationIdSchema, z.literal('*')]),
  receipts: z.array(courierReceiptSchema),
  /** The month before which the writing station holds a part of the past only; left out where it holds all. */
  since: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
})
export type CourierIntroduction = z.infer<typeof courierIntroductionSchema>

/** Where a state stands among those of the server: its revision there, and in which life of the server that was given. */
const serverMarkSchema = z.looseObject({ epoch: z.string().max(64), rev: z.string().max(100) })
export type ServerMark = Pick<z.infer<typeof serverMarkSchema>, 'epoch' | 'rev'>

/** One document, or one event of the trace of access, as it stood at the writing station. Loose: what a newer version knows stays as it came (trap T5). */
export const courierRowSchema = z.looseObject({
  document: z.looseObject({ id: idSchema, type: z.string().min(1).max(40) }),
  deleted: z.boolean(),
  /** The server had it already when the file was written. */
  onServer: z.boolean(),
  /** Digests of earlier states that this one comes from: who has one of them, has nothing of its own to merge. */
  past: z.array(z.string().max(26)).max(2).optional(),
  /** Of a state of the server, where the writing station knows it. Older programs do not say. */
  at: serverMarkSchema.optional(),
})
export type CourierRow = z.infer<typeof courierRowSchema>

/** `GET /api/courier-key`: the clinic's key for courier files. Newest first; older ones still open older files. */
export const courierKeysSchema = z.object({
  keys: z.array(z.object({ id: z.string().min(1).max(64), key: z.base64() })).min(1),
})
export type CourierKeys = z.infer<typeof courierKeysSchema>
