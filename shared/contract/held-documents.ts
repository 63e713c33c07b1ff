import { z } from 'zod'
import { digest26 } from '../kit/sha256.ts'

/**
 * `POST /api/clinics/:clinicId/held-documents`: a PC asks what of its copies the person of the session does not see any
 * more (S33). First with the digest of the cards that it holds; when that is not the digest of those that the person
 * sees, with revisions. Only who holds a revision can name it, so the answer tells nobody of what they never had.
 */
export const heldDocumentsSchema = z.union([
  z.strictObject({ digest: z.string().max(40) }),
  z.strictObject({ documents: z.record(z.string().max(200), z.string().max(80)) }),
])

export const sameCardsSchema = z.looseObject({ same: z.boolean() })
/** Of the named documents those that the server has with that revision, and this person does not see. */
export const unseenDocumentsSchema = z.looseObject({ unseen: z.array(z.string()) })

/** So many revisions are named in one request. */
export const mostHeldDocuments = 5000

/** @param ids of cards, in any order */
export const cardsDigest = (ids: readonly string[]): string => digest26([...ids].sort().join('\n'))
