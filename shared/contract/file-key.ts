import { z } from 'zod'

/** Names a key in what it has sealed: the beginning of the key's SHA-256, so that no other key can take its place. */
export const fileKeyIdSchema = z.string().regex(/^[0-9a-f]{16}$/)

/** Of a key from the time when a clinic had one: what it sealed names none. */
export const firstFileKeyId = '0'.repeat(16)

export const fileKeySchema = z.object({
  id: fileKeyIdSchema,
  /** Base64 of 256 bits, no more and no fewer; the keys for ciphers and names are derived from it. */
  key: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
})
export type FileKey = z.infer<typeof fileKeySchema>

/**
 * `GET /api/file-key`: the clinic's keys for files, the same for all of its PCs, newest first: it seals what is new, the
 * others open what was sealed before. For those who look after patients by name. Its first call makes the database
 * `clinic-<code>-files`. `POST` of the same gives back what a restored server has lost, and has the same answer.
 */
export const fileKeysSchema = z.object({ keys: z.array(fileKeySchema).min(1) })
export type FileKeys = z.infer<typeof fileKeysSchema>

/** A clinic that gets a new key every month for fifteen years has fewer. */
export const mostFileKeys = 200
/** What PCs give back leaves room for these: whatever they bring, a key can be renewed after a PC was lost. */
export const keptForRenewals = 50

/** The name of a clinic's database of files is that of its records with this behind it. */
export const filesSuffix = '-files'

/** Documents of the files' database: chunks and what a file is made of. Named by a keyed hash of whose and what they are. */
export const fileDocumentId = /^(chunk|file):[A-Za-z0-9_-]{43}$/

/**
 * Bytes of one chunk before it is sealed. On a line of 20 kbit/s one is gone in 15 s: before anybody takes the line for
 * dead, and soon enough for a record to go between two of them.
 */
export const chunkBytes = 32 * 1024

/** Layout, algorithm, key, nonce and tag of a sealed chunk (file-seal.ts of the workplace). */
const sealBytes = 2 + 8 + 12 + 16
const base64Characters = (bytes: number): number => Math.ceil(bytes / 3) * 4

/** One document of the files' database. In clear is what the server judges by: whose file it is and who put it there. */
export const fileDocumentSchema = z.strictObject({
  patientId: z.string().regex(/^patient:[A-Za-z0-9._-]{1,100}$/),
  author: z.strictObject({ id: z.string().min(1).max(200) }),
  /** Base64 of the cipher. A list of 20,000 chunks (600 MB) is what a `file:` may hold. */
  data: z.base64().max(1_200_000),
})
export type FileDocument = z.infer<typeof fileDocumentSchema>

/** The longest `data` of a chunk. */
export const longestChunkText = base64Characters(chunkBytes + sealBytes)
