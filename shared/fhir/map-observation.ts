import { z } from 'zod'
import type { Measurement } from '#shared/domain/measurement/measurement.schema.ts'
import type { BundleEntry } from './bundle-index.ts'
import { conceptText, firstCode, pickCoding } from './codings.ts'
import {
  annotation,
  codeableConcept,
  type FhirQuantity,
  fhirDateTime,
  fhirPeriod,
  fhirQuantity,
  fhirReference,
} from './elements.ts'
import { joinTexts, present } from './mapping-context.ts'
import { type LeftOut, leftOut } from './outcome.ts'
import { importedId, type ResourceSource } from './source-id.ts'
import { vitalOf } from './vital-signs.ts'

const values = {
  valueQuantity: fhirQuantity.optional(),
  valueCodeableConcept: codeableConcept.optional(),
  valueString: z.string().optional(),
  valueBoolean: z.boolean().optional(),
  valueInteger: z.number().optional(),
  valueDateTime: z.string().optional(),
  valueTime: z.string().optional(),
  valueRange: z.looseObject({ low: fhirQuantity.optional(), high: fhirQuantity.optional() }).optional(),
  valueRatio: z
    .looseObject({ numerator: fhirQuantity.optional(), denominator: fhirQuantity.optional() })
    .optional(),
  valuePeriod: fhirPeriod.optional(),
}
const component = z.looseObject({ code: codeableConcept, ...values })

export const fhirObservation = z.looseObject({
  status: z.string(),
  category: z.array(codeableConcept).optional(),
  code: codeableConcept,
  subject: fhirReference,
  encounter: fhirReference.optional(),
  effectiveDateTime: fhirDateTime.optional(),
  effectivePeriod: fhirPeriod.optional(),
  effectiveInstant: fhirDateTime.optional(),
  issued: fhirDateTime.optional(),
  interpretation: z.array(codeableConcept).optional(),
  note: z.array(annotation).optional(),
  component: z.array(component).optional(),
  ...values,
})
export type FhirObservation = z.infer<typeof fhirObservation>

export const observationFields = [
  'status',
  'category',
  'code',
  'subject',
  'encounter',
  'effectiveDateTime',
  'effectivePeriod',
  'effectiveInstant',
  'issued',
  'note',
  'component',
  ...Object.keys(values),
]

const quantityText = (quantity: FhirQuantity | undefined): string =>
  [quantity?.comparator, quantity?.value, quantity?.unit ?? quantity?.code]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')

/** The value as a number with its unit, or in words; nothing when there is none. A comparator (`< 5`) makes words. */
function readValue(holder: z.infer<typeof component>): { value?: number; unit?: string; text?: string } {
  const quantity = holder.valueQuantity
  if (quantity?.value !== undefined && quantity.comparator === undefined)
    return { value: quantity.value, ...present({ unit: quantity.code ?? quantity.unit }) }
  if (holder.valueInteger !== undefined) return { value: holder.valueInteger }
  const text =
    quantityText(quantity) ||
    conceptText(holder.valueCodeableConcept) ||
    holder.valueString ||
    (holder.valueBoolean === undefined ? undefined : holder.valueBoolean ? 'да' : 'нет') ||
    holder.valueDateTime ||
    holder.valueTime ||
    [holder.valueRange?.low, holder.valueRange?.high].map(quantityText).filter(Boolean).join(' – ') ||
    [holder.valueRatio?.numerator, holder.valueRatio?.denominator]
      .map(quantityText)
      .filter(Boolean)
      .join(' / ') ||
    [holder.valuePeriod?.start, holder.valuePeriod?.end].filter(Boolean).join(' – ')
  return text ? { text } : {}
}

const categories = ['vital-signs', 'laboratory', 'survey', 'social-history', 'imaging'] as const
const systems = ['loinc', 'snomed']

export function categoryOf(resource: FhirObservation): Measurement['category'] {
  const codes = (resource.category ?? []).map(firstCode)
  return categories.find((category) => codes.includes(category)) ?? 'other'
}

const loincOf = (code: z.infer<typeof codeableConcept>) =>
  code.coding?.find((coding) => coding.system === 'http://loinc.org')?.code

/** All of an Observation as vital signs of a visit; undefined when one part of it is not one. */
export function vitalsOf(resource: FhirObservation): ReturnType<typeof vitalOf>[] | undefined {
  if (categoryOf(resource) !== 'vital-signs') return undefined
  const parts = resource.component?.length ? resource.component : [resource]
  const vitals = parts.map((part) => vitalOf(loincOf(part.code), part.valueQuantity))
  return vitals.includes(undefined) || (resource.component?.length && resource.valueQuantity)
    ? undefined
    : vitals
}

/** FHIR Observation to a measurement; a string names the field without which there is none. */
export function mapObservation(
  resource: FhirObservation,
  entry: BundleEntry & { source: ResourceSource },
  visit: { id: string; startedAt: string } | undefined,
): Measurement | LeftOut | 'code' | 'effectiveDateTime' {
  if (resource.status === 'entered-in-error' || resource.status === 'cancelled')
    return leftOut('entered-in-error')
  const coding = pickCoding(resource.code, systems)
  if (!coding) return 'code'
  const takenAt =
    resource.effectiveDateTime ??
    resource.effectiveInstant ??
    resource.effectivePeriod?.start ??
    resource.issued ??
    visit?.startedAt
  if (takenAt === undefined) return 'effectiveDateTime'
  const value = readValue(resource)
  const components = (resource.component ?? [])
    .map((part) => ({ coding: pickCoding(part.code, systems), ...readValue(part) }))
    .filter((part) => part.coding !== undefined)
    .map((part) => ({ ...part, coding: part.coding! }))
  if (Object.keys(value).length === 0 && components.length === 0) return leftOut('no-value')
  return {
    id: importedId('measurement', entry.source),
    coding,
    takenAt,
    ...value,
    ...(components.length > 0 ? { components } : {}),
    category: categoryOf(resource),
    ...present({
      visitId: visit?.id,
      note: joinTexts(...(resource.note ?? []).map((note) => note.text)),
    }),
    ...(resource.status === 'preliminary' ? { preliminary: true } : {}),
    source: { ...entry.source },
  }
}
