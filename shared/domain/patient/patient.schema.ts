import { z } from 'zod'
import {
  authorSchema,
  codingSchema,
  envelopeShape,
  idOf,
  idSchema,
  instantSchema,
  partialDateSchema,
  shortTextSchema,
  sourceSchema,
  textSchema,
  whenSchema,
} from '../common/envelope.ts'
import { consentMembersShape } from '../consent/consent.schema.ts'

export const patientSchemaVersion = 1

/** Фамилия, собственное имя, отчество. One script a name: never derived from another script silently. */
export const personNameSchema = z.looseObject({
  family: z.string().trim().min(1).max(100),
  given: z.string().trim().max(100).optional(),
  patronymic: z.string().trim().max(100).optional(),
})
export type PersonName = z.infer<typeof personNameSchema>

/** FHIR AllergyIntolerance, kept inside the patient so that it is there whenever the patient is. */
export const allergySchema = z.looseObject({
  id: idOf('allergy'),
  /** What the patient does not tolerate. `coding` is absent for free text. */
  substance: z.looseObject({ text: shortTextSchema, coding: codingSchema.optional() }),
  category: z.enum(['medication', 'food', 'environment', 'biologic', 'other']),
  criticality: z.enum(['high', 'low', 'unable-to-assess']),
  reaction: textSchema.optional(),
  clinicalStatus: z.enum(['active', 'inactive', 'resolved', 'entered-in-error']),
  onset: whenSchema.optional(),
  recordedAt: whenSchema,
  recordedBy: authorSchema,
  source: sourceSchema.optional(),
})
export type Allergy = z.infer<typeof allergySchema>

/** область, район, сельсовет, населённый пункт, улица, дом, кв.; a district town stands outside any сельсовет. */
export const addressSchema = z.looseObject({
  region: z.string().max(100).optional(),
  district: z.string().max(100).optional(),
  selsovet: z.string().max(100).optional(),
  /** With its kind: `д. Заречье`, `аг. Луговая`, `г.п. Озёрный`. */
  settlement: z.string().max(150).optional(),
  street: z.string().max(150).optional(),
  house: z.string().max(20).optional(),
  flat: z.string().max(20).optional(),
  /** СОАТО (ОКРБ 003), 10 digits. */
  soato: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
  /** The whole address in one line where a source has no parts. */
  text: z.string().max(500).optional(),
})
export type Address = z.infer<typeof addressSchema>

export const patientSchema = z.looseObject({
  ...envelopeShape,
  id: idOf('patient'),
  type: z.literal('patient'),
  /** Russian: the working name. */
  name: personNameSchema,
  nameBe: personNameSchema.optional(),
  nameLatin: personNameSchema.optional(),
  /** Maiden and other earlier names: found by search, never shown first. */
  previousNames: z.array(personNameSchema.extend({ id: idSchema })).optional(),
  sex: z.enum(['male', 'female', 'unknown']),
  birthDate: partialDateSchema,
  /** A moment or a partial date; present means the person has died. */
  deceasedAt: whenSchema.optional(),
  /** Идентификационный номер, 14 Latin characters; absent for foreigners and newborns without one. */
  personalNumber: z
    .string()
    .regex(/^[1-6]\d{6}[A-Z]\d{3}[A-Z]{2}\d$/)
    .optional(),
  /** Insurance, passport, numbers of other systems. */
  identifiers: z
    .array(z.looseObject({ id: idSchema, system: shortTextSchema, value: shortTextSchema }))
    .optional(),
  address: addressSchema.optional(),
  contacts: z
    .array(
      z.looseObject({
        id: idSchema,
        system: z.enum(['phone', 'email', 'other']),
        /** Phones as +375 and 9 digits where they can be read so. */
        value: z.string().min(1).max(100),
        note: z.string().max(200).optional(),
      }),
    )
    .optional(),
  guardian: z
    .looseObject({
      name: shortTextSchema,
      relation: z.string().max(100).optional(),
      phone: z.string().max(50).optional(),
    })
    .optional(),
  /** The unit and the station whose list this person is on. */
  catchment: z.looseObject({ stationId: idOf('facility'), stationName: shortTextSchema }).optional(),
  allergies: z.array(allergySchema).optional(),
  /** Set when somebody asked and there are none: silence is not the same as "no allergies". */
  noKnownAllergiesAt: instantSchema.optional(),
  ...consentMembersShape,
  flags: z
    .array(z.looseObject({ id: idSchema, text: shortTextSchema, level: z.enum(['info', 'warning']) }))
    .optional(),
  bloodGroup: z.string().max(20).optional(),
  note: textSchema.optional(),
  /** The patient this one turned out to be; the card is then closed for new entries. */
  replacedBy: idOf('patient').optional(),
})
/** A person on the clinic's list. FHIR Patient with AllergyIntolerance and Consent. */
export type Patient = z.infer<typeof patientSchema>
