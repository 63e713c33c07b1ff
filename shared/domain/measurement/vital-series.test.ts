import { expect, test } from 'vitest'
import type { Visit } from '../visit/visit.schema.ts'
import type { Measurement, Measurements } from './measurement.schema.ts'
import { vitalSeries } from './vital-series.ts'

const visit = (startedAt: string, vitals: Visit['vitals'], status: Visit['status'] = 'signed') =>
  ({ startedAt, vitals, status }) as Visit
const measured = (...items: Partial<Measurement>[]) => [{ items } as unknown as Measurements]
const loinc = (code: string) => ({ system: 'loinc', code, display: code })

test('readings of visits and measurements stand in order of time', () => {
  const series = vitalSeries(
    [
      visit('2026-02-01T09:00:00Z', { systolicMmHg: 150, diastolicMmHg: 95, pulsePerMin: 80 }),
      visit('2026-01-01T09:00:00Z', { systolicMmHg: 140, diastolicMmHg: 90 }),
    ],
    measured({
      takenAt: '2026-01-15',
      coding: loinc('85354-9'),
      components: [
        { coding: loinc('8480-6'), value: 130 },
        { coding: loinc('8462-4'), value: 80 },
      ],
    }),
  )
  expect(series.pressure.map(({ value, second }) => [value, second])).toEqual([
    [140, 90],
    [130, 80],
    [150, 95],
  ])
  expect(series.pulse).toHaveLength(1)
})

test('body mass index comes from height and weight of one visit', () => {
  const { bmi, weight } = vitalSeries([visit('2026-02-01', { heightCm: 170, weightKg: 80 })], [])
  expect(bmi.map(({ value }) => value)).toEqual([27.7])
  expect(weight).toHaveLength(1)
})

test('glucose in mg/dL becomes mmol/L, grams become kilograms', () => {
  const series = vitalSeries(
    [],
    measured(
      { takenAt: '2026-01-15', coding: loinc('2339-0'), value: 90, unit: 'mg/dL' },
      { takenAt: '2026-01-16', coding: loinc('15074-8'), value: 5.5, unit: 'mmol/L' },
      { takenAt: '2026-01-15', coding: loinc('29463-7'), value: 3500, unit: 'g' },
    ),
  )
  expect(series.glucose.map(({ value }) => value)).toEqual([5, 5.5])
  expect(series.weight[0]!.value).toBe(3.5)
})

test('a visit entered in error gives nothing', () => {
  expect(vitalSeries([visit('2026-02-01', { pulsePerMin: 80 }, 'entered-in-error')], []).pulse).toEqual([])
})

test('the same reading told twice counts once', () => {
  const series = vitalSeries(
    [visit('2026-02-01T09:00:00Z', { pulsePerMin: 80 })],
    measured({ takenAt: '2026-02-01T09:00:00Z', coding: loinc('8867-4'), value: 80 }),
  )
  expect(series.pulse).toHaveLength(1)
})
