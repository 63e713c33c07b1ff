import { z } from 'zod'

/** The algorithm whose keys are born on the stations: Ed25519 (RFC 8032), the value in base64. */
export const ed25519 = 'ed25519'

/**
 * What a clinician's key says of a document. An envelope with the name of its algorithm, so that the state's can stand
 * in its place; what this version cannot check is kept as it came and shown as not checked.
 */
export const electronicSignatureSchema = z.looseObject({
  alg: z.string().min(1).max(40),
  /** Which key; see contract/signing-keys. */
  keyId: z.string().min(1).max(100),
  value: z.string().min(1).max(4000),
})
export type ElectronicSignature = z.infer<typeof electronicSignatureSchema>
