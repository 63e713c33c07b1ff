import { describe, expect, it } from 'vitest'
import { testDiagnosis, testDraft, testNowMs } from './visit.fixture.ts'
import { bmiClass, bodyMassIndex, visitProblems, vitalBand, vitalStatus } from './visit.rules.ts'
import { type RangedVital, vitalRanges } from './vitals-ranges.ts'

const woman = { birthDate: '1960-05-04', sex: 'female' as const }
const problems = (...args: [Parameters<typeof testDraft>[0], Parameters<typeof visitProblems>[1]?]) =>
  visitProblems(testDraft(args[0]), args[1] ?? woman, testNowMs).map(
    ({ path, code, severity }) => `${severity} ${path} ${code}`,
  )

describe('ranges of vital signs', () => {
  it.each([
    ['pulsePerMin', 140, 2, 'normal'],
    ['pulsePerMin', 140, 480, 'critical-high'],
    ['pulsePerMin', 51, 480, 'normal'],
    ['pulsePerMin', 50, 480, 'low'],
    ['pulsePerMin', 40, 480, 'critical-low'],
    ['respirationPerMin', 30, 13, 'normal'],
    ['respirationPerMin', 30, 480, 'critical-high'],
    ['systolicMmHg', 139, 480, 'normal'],
    ['systolicMmHg', 140, 480, 'high'],
    ['systolicMmHg', 180, 480, 'critical-high'],
    ['systolicMmHg', 112, 60, 'high'],
    ['systolicMmHg', 79, 60, 'critical-low'],
    ['systolicMmHg', 125, 170, 'high'],
    ['temperatureC', 38, 1, 'critical-high'],
    ['temperatureC', 38, 100, 'high'],
    ['spo2Percent', 95, 100, 'normal'],
    ['spo2Percent', 95, 480, 'low'],
    ['spo2Percent', 91, 480, 'critical-low'],
  ] as [RangedVital, number, number, string][])(
    'reads %s %d at %d months as %s',
    (vital, value, months, status) => {
      expect(vitalStatus(vital, value, months)).toBe(status)
    },
  )

  it('knows no range for diastolic pressure in the first year', () => {
    expect(vitalStatus('diastolicMmHg', 50, 6)).toBeUndefined()
  })

  it('has one band for every month of life, edges in order, and a source', () => {
    for (const [vital, table] of Object.entries(vitalRanges)) {
      expect(table.source).not.toBe('')
      for (let months = 0; months < 1300; months++) {
        const fitting = table.bands.filter(
          (band) => months >= band.fromMonths && months < (band.toMonths ?? Number.POSITIVE_INFINITY),
        )
        if (vital === 'diastolicMmHg' && months < 12) continue
        expect(fitting, `${vital} at ${months} months`).toHaveLength(1)
        const { criticalLow, low, high, criticalHigh } = vitalBand(vital as RangedVital, months)!
        const edges = [criticalLow, low, high, criticalHigh].filter((edge) => edge !== undefined)
        expect(edges).toEqual([...edges].sort((a, b) => a - b))
      }
    }
  })

  it('computes the body mass index and classes it for adults only', () => {
    expect(bodyMassIndex({ heightCm: 170, weightKg: 72 })).toBe(24.9)
    expect(bodyMassIndex({ heightCm: 170 })).toBeUndefined()
    expect([18.4, 18.5, 25, 30, 35, 40].map((bmi) => bmiClass(bmi, 480))).toEqual([
      'underweight',
      'normal',
      'overweight',
      'obesity-1',
      'obesity-2',
      'obesity-3',
    ])
    expect(bmiClass(31, 100)).toBeUndefined()
  })
})

describe('what speaks against signing', () => {
  it('has nothing against a complete draft', () => {
    expect(problems({})).toEqual([])
  })

  it('wants complaints or findings', () => {
    expect(problems({ complaints: ' \n' })).toEqual(['error complaints visit.no-content'])
    expect(problems({ complaints: '', findings: 'Без особенностей' })).toEqual([])
  })

  it('wants exactly one main diagnosis', () => {
    expect(problems({ diagnoses: [] })).toEqual(['error diagnoses visit.no-main-diagnosis'])
    expect(problems({ diagnoses: [testDiagnosis('I10', { role: 'comorbidity' })] })).toEqual([
      'error diagnoses visit.no-main-diagnosis',
    ])
    expect(problems({ diagnoses: [testDiagnosis('I10'), testDiagnosis('E11')] })).toEqual([
      'error diagnoses visit.two-main-diagnoses',
    ])
  })

  it('refuses a visit in the future but forgives five minutes of a drifting clock', () => {
    expect(problems({ startedAt: '2026-11-22T09:04:00.000Z' })).toEqual([])
    expect(problems({ startedAt: '2026-11-22T09:06:00.000Z' })).toEqual(['error startedAt visit.in-future'])
    expect(problems({ startedAt: '2026-11-23' })).toEqual(['error startedAt visit.in-future'])
    expect(problems({ startedAt: '2026-11' })).toEqual([])
  })

  it('takes the day from the clock in Minsk, not in Greenwich', () => {
    const justAfterMidnight = Date.parse('2026-11-22T21:30:00.000Z')
    const draft = testDraft({ startedAt: '2026-11-23' })
    expect(visitProblems(draft, woman, justAfterMidnight)).toEqual([])
  })

  it('refuses a visit before birth and warns after death', () => {
    expect(problems({ startedAt: '1960-05-03' })).toEqual(['error startedAt visit.before-birth'])
    expect(problems({ startedAt: '1960' }, { ...woman, birthDate: '1960' })).toEqual([])
    expect(problems({}, { ...woman, deceasedAt: '2026-11-01' })).toEqual([
      'warning startedAt visit.after-death',
    ])
  })

  it('refuses a next visit before this one', () => {
    expect(problems({ nextVisitOn: '2026-11-21' })).toEqual(['error nextVisitOn visit.next-visit-in-past'])
    expect(problems({ nextVisitOn: '2026-12-01' })).toEqual([])
  })

  it('says so when the next visit is no date', () => {
    expect(problems({ nextVisitOn: '31.1' })).toEqual(['error nextVisitOn visit.next-visit-no-date'])
  })

  it('refuses vitals that cannot be and warns of half a blood pressure', () => {
    expect(problems({ vitals: { pulsePerMin: 720 } })).toEqual([
      'error vitals.pulsePerMin visit.vital-impossible',
    ])
    expect(problems({ vitals: { systolicMmHg: 80, diastolicMmHg: 120 } })).toEqual([
      'error vitals.diastolicMmHg visit.diastolic-above-systolic',
    ])
    expect(problems({ vitals: { systolicMmHg: 120 } })).toEqual([
      'warning vitals.diastolicMmHg visit.half-blood-pressure',
    ])
  })

  it('warns of a diagnosis that does not fit sex or age, and of one written twice', () => {
    const comorbid = { role: 'comorbidity' } as const
    expect(problems({ diagnoses: [testDiagnosis('I10'), testDiagnosis('N40', comorbid)] })).toEqual([
      'warning diagnoses.1 visit.diagnosis-not-for-sex',
    ])
    expect(problems({ diagnoses: [testDiagnosis('I10'), testDiagnosis('O10.0', comorbid)] })).toEqual([
      'warning diagnoses.1 visit.diagnosis-not-for-age',
    ])
    expect(problems({ diagnoses: [testDiagnosis('I10'), testDiagnosis('I10', comorbid)] })).toEqual([
      'warning diagnoses.1 visit.diagnosis-repeated',
    ])
  })

  it('wants a reason for an amendment', () => {
    const replaces = { id: 'visit:01A', version: 1, rootId: 'visit:01A' }
    expect(problems({ replaces })).toEqual(['error amendmentReason visit.no-amendment-reason'])
    expect(problems({ replaces, amendmentReason: 'Описка в дозе' })).toEqual([])
  })

  it('refuses a text longer than 64 KB', () => {
    expect(problems({ plan: 'а'.repeat(65_537) })).toEqual(['error plan visit.text-too-long'])
  })
})
