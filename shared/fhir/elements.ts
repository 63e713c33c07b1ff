import { z } from 'zod'
import { partialDateSchema, whenSchema } from '#shared/domain/common/envelope.ts'

/**
 * FHIR R4 data types as far as the import reads them. Loose: what is not named here is left alone. Dates may be
 * partial (`2011`, `2011-10`) wherever FHIR allows it.
 */
export const fhirDate = partialDateSchema
export const fhirDateTime = whenSchema

export const fhirCoding = z.looseObject({
  system: z.string().optional(),
  version: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
})
export type FhirCoding = z.infer<typeof fhirCoding>

export const codeableConcept = z.looseObject({
  coding: z.array(fhirCoding).optional(),
  text: z.string().optional(),
})
export type CodeableConcept = z.infer<typeof codeableConcept>

export const fhirReference = z.looseObject({
  reference: z.string().optional(),
  display: z.string().optional(),
})
export type FhirReference = z.infer<typeof fhirReference>

export const fhirPeriod = z.looseObject({ start: fhirDateTime.optional(), end: fhirDateTime.optional() })

export const fhirQuantity = z.looseObject({
  value: z.number().optional(),
  comparator: z.string().optional(),
  unit: z.string().optional(),
  system: z.string().optional(),
  code: z.string().optional(),
})
export type FhirQuantity = z.infer<typeof fhirQuantity>

export const annotation = z.looseObject({ text: z.string() })

/** Strings of an array may be null where only an extension stands in their place. */
export const stringList = z.array(z.string().nullable())

export const humanName = z.looseObject({
  use: z.string().optional(),
  text: z.string().optional(),
  family: z.string().optional(),
  given: stringList.optional(),
  period: fhirPeriod.optional(),
})
export type HumanName = z.infer<typeof humanName>

export const contactPoint = z.looseObject({
  system: z.string().optional(),
  value: z.string().optional(),
  use: z.string().optional(),
})

export const fhirAddress = z.looseObject({
  use: z.string().optional(),
  text: z.string().optional(),
  line: stringList.optional(),
  city: z.string().optional(),
  district: z.string().optional(),
  state: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
})

export const fhirIdentifier = z.looseObject({
  use: z.string().optional(),
  type: codeableConcept.optional(),
  system: z.string().optional(),
  value: z.string().optional(),
})

export const dosage = z.looseObject({
  text: z.string().optional(),
  patientInstruction: z.string().optional(),
  asNeededBoolean: z.boolean().optional(),
  route: codeableConcept.optional(),
  timing: z
    .looseObject({
      code: codeableConcept.optional(),
      repeat: z
        .looseObject({
          frequency: z.number().optional(),
          period: z.number().optional(),
          periodUnit: z.string().optional(),
          boundsDuration: fhirQuantity.optional(),
        })
        .optional(),
    })
    .optional(),
  doseAndRate: z.array(z.looseObject({ doseQuantity: fhirQuantity.optional() })).optional(),
})
export type FhirDosage = z.infer<typeof dosage>
