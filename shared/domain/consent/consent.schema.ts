import { z } from 'zod'
import {
  authorSchema,
  idOf,
  idSchema,
  instantSchema,
  partialDateSchema,
  shortTextSchema,
} from '../common/envelope.ts'

/** What a person agrees to or refuses. */
export const consentKinds = [
  /** That personal data are entered and processed at all. */
  'personal-data',
  /** That data go into the central system and to other organisations. */
  'central-system',
  'telemedicine',
  /** Who may be told about the patient's health. */
  'disclosure',
  'intervention',
] as const
export type ConsentKind = (typeof consentKinds)[number]

/** Who spoke, on which day a paper was signed, who ended something: always with a name that never changes. */
const actSchema = z.looseObject({
  at: instantSchema,
  by: authorSchema,
  reason: z.string().max(2000).optional(),
})

/** One consent or refusal (FHIR Consent). What was said never changes; it is withdrawn, replaced, or retracted. */
export const consentSchema = z.looseObject({
  id: idOf('consent'),
  kind: z.enum(consentKinds),
  decision: z.enum(['permit', 'deny']),
  givenBy: z.looseObject({
    who: z.enum(['patient', 'representative']),
    /** Of a representative: the name and what they are to the patient. */
    name: shortTextSchema.optional(),
    kinship: z.string().max(100).optional(),
  }),
  givenAt: instantSchema,
  /** To whom it was given. */
  recordedBy: authorSchema,
  /** The dated text that was read and printed; see consent-texts. */
  textVersion: z.string().min(1).max(100),
  /** The last day on which it holds; without one it holds until it is withdrawn. */
  until: partialDateSchema.optional(),
  /** disclosure: who may be told, or, in a refusal, who must not. */
  persons: z
    .array(
      z.looseObject({
        id: idSchema,
        name: shortTextSchema,
        relation: z.string().max(100).optional(),
        phone: z.string().max(50).optional(),
      }),
    )
    .max(50)
    .optional(),
  /** intervention: which one; elsewhere a remark. */
  about: z.string().max(2000).optional(),
  /** The paper with the signature lies in the clinic. */
  paper: actSchema.optional(),
  /** The person took it back. */
  withdrawn: actSchema.optional(),
  /** It should not have been written. */
  retracted: actSchema.optional(),
  /** Earlier ones of the same matter that the person, or whoever decided a contradiction, put this in the place of. */
  replaces: z
    .array(z.looseObject({ id: idOf('consent') }))
    .max(200)
    .optional(),
})
export type Consent = z.infer<typeof consentSchema>

/** Restriction of processing: while it stands nothing of the card is exported, shared or printed. */
export const restrictionSchema = z.looseObject({
  id: idOf('restriction'),
  /** A code of restriction-grounds. */
  ground: z.string().min(1).max(60),
  reason: z.string().max(2000).optional(),
  since: instantSchema,
  until: partialDateSchema.optional(),
  recordedBy: authorSchema,
  lifted: actSchema.optional(),
})
export type Restriction = z.infer<typeof restrictionSchema>

/** A demand that the law puts above a refusal or a restriction. */
export const legalGroundSchema = z.looseObject({
  id: idOf('legal-ground'),
  /** A code of legal-grounds. */
  ground: z.string().min(1).max(60),
  /** Who demands, by which paper. */
  demandedBy: shortTextSchema,
  number: z.string().max(100).optional(),
  demandedOn: partialDateSchema,
  at: instantSchema,
  until: partialDateSchema,
  recordedBy: authorSchema,
  ended: actSchema.optional(),
})
export type LegalGround = z.infer<typeof legalGroundSchema>

/** The members that a patient's document holds of this. */
export const consentMembersShape = {
  consents: z.array(consentSchema).max(500).optional(),
  restrictions: z.array(restrictionSchema).max(200).optional(),
  legalGrounds: z.array(legalGroundSchema).max(200).optional(),
}
export interface ConsentMembers {
  consents?: Consent[] | undefined
  restrictions?: Restriction[] | undefined
  legalGrounds?: LegalGround[] | undefined
}
