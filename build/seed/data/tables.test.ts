import { expect, it } from 'vitest'
import { isPayerNumber } from '#shared/domain/common/payer-number.ts'
import { icd10StarterPack } from '#shared/reference/packs/icd-10-starter.ts'
import { innStarterPack } from '#shared/reference/packs/inn-starter.ts'
import { demoClinic } from '../demo-clinic.ts'
import { acuteTemplates } from './acute.ts'
import { chronicTemplates } from './chronic.ts'
import { diagnosisTitles } from './diagnoses.ts'
import { drugs } from './drugs.ts'
import { catchments } from './places.ts'

it('calls diagnoses as the classifier does', () => {
  const titles = new Map(icd10StarterPack.rows.map((row) => [row[0], row[1]]))
  const known = Object.entries(diagnosisTitles).filter(([code]) => titles.has(code))
  expect(known.length).toBeGreaterThan(50)
  for (const [code, title] of known) expect(title).toBe(titles.get(code))
})

it('writes drugs after Rp. as the classifier does', () => {
  const genitives = new Map(innStarterPack.rows.map((row) => [row[0], row[2]]))
  const known = Object.values(drugs).filter(({ inn }) => genitives.has(inn))
  expect(known.length).toBeGreaterThan(45)
  for (const { inn, innLatin } of known) expect(innLatin).toBe(genitives.get(inn))
})

it('has twelve months of weight for every acute illness, and a first visit with a complaint', () => {
  for (const { key, months, stages } of acuteTemplates) {
    expect(months, key).toHaveLength(12)
    expect(stages[0]?.complaints.length, key).toBeGreaterThan(0)
  }
})

it('gives every lasting illness a share between nobody and everybody, at every age', () => {
  for (const { key, prevalence } of chronicTemplates) {
    for (let age = 0; age <= 100; age += 5) {
      for (const sex of ['male', 'female'] as const) {
        expect(prevalence(age, sex), `${key} at ${age}`).toBeGreaterThanOrEqual(0)
        expect(prevalence(age, sex), `${key} at ${age}`).toBeLessThanOrEqual(1)
      }
    }
  }
})

it('gives every catchment a facility of the clinic', () => {
  const facilities = demoClinic.facilities.map(({ id }) => id)
  for (const { facilityId } of catchments) expect(facilities).toContain(facilityId)
})

it('has an organisation with a well-formed payer number', () => {
  const [organisation] = demoClinic.facilities
  expect(isPayerNumber(organisation?.payerNumber ?? '')).toBe(true)
})
