import { beforeAll, describe, expect, it } from 'vitest'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { ageInYears } from '#shared/kit/partial-date.ts'
import { diagnosisTitles } from './data/diagnoses.ts'
import { generateClinic } from './generate-clinic.ts'

const today = '2026-11-22'
let documents: ClinicDocument[]
let patients: Patient[]
let visits: Visit[]
const visitsOf = new Map<string, Visit[]>()

beforeAll(() => {
  documents = [
    ...generateClinic({ patients: 2000, visits: 20_000, seed: 1, todayMs: Date.parse(`${today}T12:00:00Z`) }),
  ].flat()
  patients = documents.filter((document) => document.type === 'patient')
  visits = documents.filter((document) => document.type === 'visit')
  for (const visit of visits) visitsOf.set(visit.patientId, [...(visitsOf.get(visit.patientId) ?? []), visit])
})

const share = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length / items.length
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const age = (patient: Patient) => ageInYears(patient.birthDate, today)
const has = (visit: Visit, code: string) => visit.diagnoses[0]?.coding.code.startsWith(code) === true

describe('the demonstration clinic as a population', () => {
  it('is as old as rural Belarus, with far more women among the old', () => {
    expect(share(patients, (patient) => age(patient) < 18)).toBeGreaterThan(0.13)
    expect(share(patients, (patient) => age(patient) < 18)).toBeLessThan(0.26)
    const old = patients.filter((patient) => age(patient) >= 65)
    expect(old.length / patients.length).toBeGreaterThan(0.18)
    expect(old.length / patients.length).toBeLessThan(0.32)
    expect(share(old, ({ sex }) => sex === 'female')).toBeGreaterThan(0.6)
    const young = patients.filter((patient) => age(patient) < 50)
    expect(share(young, ({ sex }) => sex === 'female')).toBeLessThan(0.54)
  })

  it('lives in families: most share an address, and most of those their surname', () => {
    const homes = new Map<string, Patient[]>()
    for (const patient of patients) {
      const key = JSON.stringify(patient.address)
      homes.set(key, [...(homes.get(key) ?? []), patient])
    }
    expect(
      share(
        [...homes.values()].flatMap((home) => home.map(() => home.length)),
        (size) => size > 1,
      ),
    ).toBeGreaterThan(0.5)
    const children = patients.filter((patient) => age(patient) < 18)
    expect(share(children, ({ guardian }) => guardian !== undefined)).toBe(1)
  })

  it('has allergies, numbers, deaths and maiden names as often as life has', () => {
    expect(share(patients, ({ allergies }) => allergies !== undefined)).toBeGreaterThan(0.06)
    expect(share(patients, ({ allergies }) => allergies !== undefined)).toBeLessThan(0.11)
    expect(share(patients, ({ personalNumber }) => personalNumber === undefined)).toBeLessThan(0.08)
    expect(patients.filter(({ deceasedAt }) => deceasedAt).length).toBeGreaterThan(5)
    expect(share(patients, ({ previousNames }) => previousNames !== undefined)).toBeGreaterThan(0.2)
  })

  it('coughs in winter', () => {
    const colds = visits.filter((visit) => has(visit, 'J06') || has(visit, 'J11'))
    const inMonths = (...months: string[]) =>
      colds.filter((visit) => months.includes(visit.startedAt.slice(5, 7))).length
    expect(colds.length).toBeGreaterThan(500)
    expect(inMonths('12', '01', '02')).toBeGreaterThan(inMonths('06', '07', '08') * 3)
    const ticks = visits.filter((visit) => has(visit, 'A69'))
    expect(ticks.filter((visit) => ['12', '01'].includes(visit.startedAt.slice(5, 7)))).toEqual([])
  })

  it('lowers the pressure of those who are treated for it', () => {
    const falls = [...visitsOf.values()].flatMap((own) => {
      const measured = own.filter((visit) => has(visit, 'I1') && visit.vitals?.systolicMmHg !== undefined)
      if (measured.length < 6) return []
      const pressures = measured.map((visit) => visit.vitals?.systolicMmHg as number)
      return [mean(pressures.slice(0, 2)) - mean(pressures.slice(-2))]
    })
    expect(falls.length).toBeGreaterThan(100)
    expect(mean(falls)).toBeGreaterThan(8)
    expect(share(falls, (fall) => fall > 0)).toBeGreaterThan(0.75)
  })

  it('ends fevers: the last visit of a pneumonia is cooler than the first', () => {
    const courses = [...visitsOf.values()]
      .map((own) => own.filter((visit) => has(visit, 'J18')))
      .filter((own) => own.length >= 2)
    expect(courses.length).toBeGreaterThan(10)
    const falls = courses.map(
      (own) => (own[0]?.vitals?.temperatureC ?? 0) - (own[1]?.vitals?.temperatureC ?? 0),
    )
    expect(Math.min(...falls)).toBeGreaterThan(0)
  })

  it('has a card to leaf through, many thin ones and a mean of ten visits', () => {
    const counts = patients.map(({ id }) => visitsOf.get(id)?.length ?? 0)
    expect(Math.max(...counts)).toBe(200)
    expect(counts.filter((count) => count >= 40).length).toBeGreaterThan(20)
    expect(share(counts, (count) => count <= 5)).toBeGreaterThan(0.3)
  })

  it('prescribes about 0.4 to 0.7 drugs a visit, and at 30 to 50 % of visits', () => {
    const prescriptions = documents.filter((document) => document.type === 'prescription')
    const withOne = new Set(prescriptions.map(({ visitId }) => visitId)).size / visits.length
    expect(withOne).toBeGreaterThan(0.3)
    expect(withOne).toBeLessThan(0.5)
  })

  it('has dispensary observations to come and some that are overdue', () => {
    const dates = documents.flatMap((document) =>
      document.type === 'condition' ? (document.dispensary?.nextOn ?? []) : [],
    )
    expect(share(dates, (date) => date < today)).toBeGreaterThan(0.05)
    expect(share(dates, (date) => date < today)).toBeLessThan(0.6)
  })

  it('uses no diagnosis that it has no words for, and most of those it has', () => {
    const used = new Set(visits.flatMap((visit) => visit.diagnoses.map(({ coding }) => coding.code)))
    expect(used.size).toBeGreaterThan(Object.keys(diagnosisTitles).length * 0.85)
  })
})
