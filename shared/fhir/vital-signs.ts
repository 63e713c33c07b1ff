import type { Vitals } from '#shared/domain/visit/visit.schema.ts'
import { vitalByLoinc } from '#shared/reference/vitals-loinc.ts'
import type { FhirQuantity } from './elements.ts'

/** UCUM units to the unit of ours, each as a function of the value. */
const length: Conversions = {
  cm: (value) => value,
  m: (value) => value * 100,
  mm: (value) => value / 10,
  '[in_i]': (value) => value * 2.54,
  '[ft_i]': (value) => value * 30.48,
}
const mass: Conversions = {
  kg: (value) => value,
  g: (value) => value / 1000,
  '[lb_av]': (value) => value * 0.45359237,
  '[oz_av]': (value) => value * 0.028349523125,
}
const pressure: Conversions = {
  'mm[Hg]': (value) => value,
  mmHg: (value) => value,
  kPa: (value) => value * 7.50061683,
}
const temperature: Conversions = {
  Cel: (value) => value,
  '[degF]': (value) => ((value - 32) * 5) / 9,
  K: (value) => value - 273.15,
}
const rate: Conversions = { '/min': (value) => value, '1/min': (value) => value, '/s': (value) => value * 60 }
const percent: Conversions = { '%': (value) => value }
/** 180.156 g/mol; see IUPAC. */
const glucose: Conversions = {
  'mmol/L': (value) => value,
  'mg/dL': (value) => value / 18.0156,
  'g/L': (value) => value / 0.180156,
}
const score: Conversions = { '': (value) => value, '1': (value) => value }

type Conversions = Record<string, (value: number) => number>
type VitalField = keyof typeof fields

/** Digits after the point that the instrument shows: what a source has beyond them is no measurement. */
const fields = {
  systolicMmHg: { conversions: pressure, digits: 0 },
  diastolicMmHg: { conversions: pressure, digits: 0 },
  pulsePerMin: { conversions: rate, digits: 0 },
  respirationPerMin: { conversions: rate, digits: 0 },
  temperatureC: { conversions: temperature, digits: 1 },
  spo2Percent: { conversions: percent, digits: 0 },
  heightCm: { conversions: length, digits: 1 },
  weightKg: { conversions: mass, digits: 2 },
  waistCm: { conversions: length, digits: 1 },
  headCircumferenceCm: { conversions: length, digits: 1 },
  glucoseMmolL: { conversions: glucose, digits: 1 },
  painScore: { conversions: score, digits: 0 },
} as const satisfies Partial<Record<keyof Vitals, { conversions: Conversions; digits: number }>>

/** The unit in UCUM without annotations: `{beats}/min` is `/min`, `{score}` is a plain number. */
export const ucumOf = (quantity: FhirQuantity): string =>
  (quantity.code ?? quantity.unit ?? '').replace(/\{[^}]*\}/g, '').trim()

/** One reading as a vital sign of a visit; undefined when code, unit or a comparator (`<`) forbid it. */
export function vitalOf(
  loinc: string | undefined,
  quantity: FhirQuantity | undefined,
): { field: VitalField; value: number } | undefined {
  const field = loinc === undefined ? undefined : vitalByLoinc(loinc)?.vital
  if (field === undefined || quantity?.value === undefined || quantity.comparator !== undefined)
    return undefined
  const { conversions, digits } = fields[field]
  const unit = ucumOf(quantity)
  if (!Object.hasOwn(conversions, unit)) return undefined
  const value = (conversions as Conversions)[unit]!(quantity.value)
  return { field, value: Number(value.toFixed(digits)) }
}
