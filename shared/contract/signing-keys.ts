import { z } from 'zod'
import { idOf, instantSchema, shortTextSchema } from '../domain/common/envelope.ts'
import { ed25519 } from '../domain/signature/electronic-signature.schema.ts'
import { canonicalJson } from '../kit/canonical-json.ts'
import { digest26 } from '../kit/sha256.ts'

/**
 * The keys that clinicians sign with. Each is born on a PC and never leaves it; the server learns its public half from
 * its owner and an administrator confirms it.
 *
 * | endpoint | who | body | answer |
 * |---|---|---|---|
 * | `GET /api/clinics/:clinicId/signing-keys` | people of the clinic, administrators | - | `SigningKeys` |
 * | `POST /api/clinics/:clinicId/signing-keys` | a clinician, for a key of their own | `SigningKeyOffer` | the `SigningKey`; 201, or 200 when it was there |
 * | `PUT /api/clinics/:clinicId/signing-keys/:keyId` | administrators | `SigningKeyDecision` | the `SigningKey`; 409 for a step that is not allowed |
 * | `PUT /api/clinics/:clinicId/signature-policy` | administrators | `SignaturePolicy` | the same |
 */
export const signingKeyStates = ['pending', 'registered', 'retired', 'revoked'] as const

const publicKeySchema = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

export const signingKeySchema = z.looseObject({
  keyId: z.string(),
  alg: z.string(),
  /** Raw, base64. */
  publicKey: z.string(),
  practitionerId: idOf('practitioner'),
  /** The owner's name when the key was offered. */
  name: shortTextSchema,
  /** The PC it was born on. */
  stationId: z.string(),
  state: z.enum(signingKeyStates),
  offeredAt: instantSchema,
  /** Since an administrator has compared the fingerprint; what was signed before counts, too. */
  registeredAt: instantSchema.optional(),
  registeredBy: idOf('practitioner').optional(),
  /** Put out of use: nothing signed later counts. */
  retiredAt: instantSchema.optional(),
  /** It may be in wrong hands since this moment: nothing signed later counts. */
  revokedFrom: instantSchema.optional(),
  /** When the server was told. What came after that with an earlier date is doubtful, see `late`. */
  revokedAt: instantSchema.optional(),
  /** Documents signed, by their own word, before `revokedFrom`, which the server got only after `revokedAt`. */
  late: z.array(z.string()).optional(),
})
export type SigningKey = z.infer<typeof signingKeySchema>

export const signingKeysSchema = z.looseObject({
  keys: z.array(signingKeySchema),
  /** Documents signed from this moment on are taken by the server with an electronic signature alone. */
  requiredFrom: instantSchema.optional(),
})
export type SigningKeys = z.infer<typeof signingKeysSchema>

export const signingKeyOfferSchema = z.object({
  alg: z.literal(ed25519),
  publicKey: publicKeySchema,
  stationId: z.string().regex(/^[A-Za-z0-9]{1,32}$/),
  /** The key's own signature of `possessionText`: who offers it has it. */
  proof: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})
export type SigningKeyOffer = z.infer<typeof signingKeyOfferSchema>

export const signingKeyDecisionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('registered') }),
  z.object({ state: z.literal('retired') }),
  /** @see SigningKey.revokedFrom; from the first day on when left out */
  z.object({ state: z.literal('revoked'), revokedFrom: instantSchema.optional() }),
])
export type SigningKeyDecision = z.infer<typeof signingKeyDecisionSchema>

export const signaturePolicySchema = z.object({
  /** Documents signed from this moment on need an electronic signature; null asks for none. */
  requiredFrom: instantSchema.nullable(),
})
export type SignaturePolicy = z.infer<typeof signaturePolicySchema>

/** Follows from the key: nobody can put another key in the place of a known one. */
export const signingKeyId = (publicKey: string): string => digest26(`lekar-signing-key ${publicKey}`)

/** What two people compare on the telephone: 100 bits of the key's digest, which no other key is made to have. */
export const signingKeyFingerprint = (keyId: string): string =>
  [0, 4, 8, 12, 16].map((at) => keyId.slice(at, at + 4)).join('-')

/** What the key signs when it is offered: for this clinic and this person, and for nothing else. */
export const possessionText = (clinicId: string, practitionerId: string, publicKey: string): string =>
  `lekar-signing-key-1\n${canonicalJson({ clinicId, practitionerId, publicKey })}`
