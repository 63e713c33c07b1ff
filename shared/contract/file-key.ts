import { z } from 'zod'

/**
 * `GET /api/file-key`: the clinic's key for files, the same for all of its PCs, so that a file is stored once. For those
 * who see whole cards. Its first call makes the database `clinic-<code>-files`.
 */
export const fileKeySchema = z.object({
  /** Base64 of 256 bits; the keys for ciphers and names are derived from it. */
  key: z.base64(),
})
export type FileKey = z.infer<typeof fileKeySchema>

/** Documents of the files' database: chunks and what a file is made of. Both are named by a keyed hash of their content. */
export const fileDocumentId = /^(chunk|file):[A-Za-z0-9_-]{43}$/
/** Bytes of one chunk before it is sealed. */
export const chunkBytes = 256 * 1024
