import { bodyMassIndex } from '../visit/visit.rules.ts'
import type { Visit, Vitals } from '../visit/visit.schema.ts'
import type { Measurement, Measurements } from './measurement.schema.ts'

export const seriesNames = ['pressure', 'pulse', 'weight', 'bmi', 'glucose', 'temperature', 'spo2'] as const
export type SeriesName = (typeof seriesNames)[number]

/** One reading. `second` is the diastolic pressure. */
export interface Reading {
  /** Milliseconds since 1970 UTC; a partial date counts from its first day. */
  atMs: number
  value: number
  second?: number
}
export type VitalSeries = Record<SeriesName, Reading[]>

const mgPerMmolGlucose = 18.016

/** LOINC codes of measured vital signs and how they become our unit. */
const loinc = new Map<
  string,
  { series: SeriesName; convert?: (value: number, unit: string | undefined) => number }
>([
  ['8867-4', { series: 'pulse' }],
  ['29463-7', { series: 'weight', convert: (value, unit) => (unit === 'g' ? value / 1000 : value) }],
  ['39156-5', { series: 'bmi' }],
  ['8310-5', { series: 'temperature' }],
  ['59408-5', { series: 'spo2' }],
  ['2708-6', { series: 'spo2' }],
  ['2339-0', { series: 'glucose', convert: glucoseInMmol }],
  ['2345-7', { series: 'glucose', convert: glucoseInMmol }],
  ['15074-8', { series: 'glucose', convert: glucoseInMmol }],
])

function glucoseInMmol(value: number, unit: string | undefined): number {
  return unit === 'mg/dL' ? Math.round((value / mgPerMmolGlucose) * 10) / 10 : value
}

const systolicCode = '8480-6'
const diastolicCode = '8462-4'

/** Vital signs over time from visits (the newest version of each) and measurements, oldest first. */
export function vitalSeries(visits: readonly Visit[], measurements: readonly Measurements[]): VitalSeries {
  const series: VitalSeries = {
    pressure: [],
    pulse: [],
    weight: [],
    bmi: [],
    glucose: [],
    temperature: [],
    spo2: [],
  }
  for (const { startedAt, status, vitals } of visits)
    if (vitals && status !== 'entered-in-error') addVitals(series, Date.parse(startedAt), vitals)
  for (const { items } of measurements) for (const item of items) addMeasurement(series, item)
  for (const name of seriesNames) series[name] = inOrder(series[name])
  return series
}

function addVitals(series: VitalSeries, atMs: number, vitals: Vitals) {
  const add = (name: SeriesName, value: number | undefined) => {
    if (value !== undefined) series[name].push({ atMs, value })
  }
  const { systolicMmHg, diastolicMmHg } = vitals
  if (systolicMmHg !== undefined)
    series.pressure.push({
      atMs,
      value: systolicMmHg,
      ...(diastolicMmHg !== undefined && { second: diastolicMmHg }),
    })
  add('pulse', vitals.pulsePerMin)
  add('weight', vitals.weightKg)
  add('bmi', bodyMassIndex(vitals))
  add('glucose', vitals.glucoseMmolL)
  add('temperature', vitals.temperatureC)
  add('spo2', vitals.spo2Percent)
}

function addMeasurement(series: VitalSeries, item: Measurement) {
  const atMs = Date.parse(item.takenAt)
  const part = (code: string) => item.components?.find(({ coding }) => coding.code === code)?.value
  const systolic = part(systolicCode)
  const diastolic = part(diastolicCode)
  if (systolic !== undefined)
    series.pressure.push({ atMs, value: systolic, ...(diastolic !== undefined && { second: diastolic }) })
  const known = loinc.get(item.coding.code)
  if (known && item.value !== undefined)
    series[known.series].push({ atMs, value: known.convert?.(item.value, item.unit) ?? item.value })
}

/** By time; one reading a moment: a visit and its own measurement say the same. */
function inOrder(readings: Reading[]): Reading[] {
  const sorted = readings.filter(({ atMs }) => Number.isFinite(atMs)).sort((a, b) => a.atMs - b.atMs)
  return sorted.filter((reading, index) => {
    const before = sorted[index - 1]
    return before?.atMs !== reading.atMs || before.value !== reading.value
  })
}
