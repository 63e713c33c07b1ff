import { describe, expect, it } from 'vitest'
import { signVisit } from './visit.commands.ts'
import { compareTexts, visitDifferences } from './visit.differences.ts'
import { testDiagnosis, testDraft, testVisitContext } from './visit.fixture.ts'
import { diagnosisInWords, vitalsInWords } from './visit.words.ts'

const signed = (overrides: Parameters<typeof testDraft>[0] = {}) => {
  const result = signVisit(testDraft(overrides), testVisitContext())
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

describe('a visit in words', () => {
  it('writes vitals as in a record', () => {
    expect(
      vitalsInWords({
        systolicMmHg: 160,
        diastolicMmHg: 95,
        temperatureC: 36.6,
        heightCm: 164,
        weightKg: 82,
      }),
    ).toBe('АД 160/95 мм рт. ст., температура тела 36,6 °C, рост 164 см, масса тела 82 кг, ИМТ 30,5 кг/м²')
    expect(vitalsInWords(undefined)).toBe('')
  })

  it('writes a diagnosis with role, certainty and course', () => {
    expect(
      diagnosisInWords(testDiagnosis('I10', { certainty: 'preliminary', course: 'chronic-first' })),
    ).toBe('Основной: I10 Диагноз I10 (предварительный; хроническое, установлено впервые)')
  })
})

describe('differences of versions', () => {
  it('names only what changed', () => {
    const before = signed({ plan: 'Лизиноприл 10 мг', vitals: { pulsePerMin: 70 } })
    const after = signed({ plan: 'Лизиноприл 20 мг', vitals: { pulsePerMin: 70 }, nextVisitOn: '2026-12-01' })
    expect(visitDifferences(before, after)).toEqual([
      { field: 'plan', before: 'Лизиноприл 10 мг', after: 'Лизиноприл 20 мг' },
      { field: 'nextVisitOn', before: '', after: '01.12.2026' },
    ])
    expect(visitDifferences(before, before)).toEqual([])
  })

  it('marks changed words and loses no letter', () => {
    const pieces = compareTexts('Лизиноприл 10 мг утром', 'Лизиноприл 20 мг вечером и утром')
    expect(
      pieces
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toBe('Лизиноприл 10 мг утром')
    expect(
      pieces
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join(''),
    ).toBe('Лизиноприл 20 мг вечером и утром')
    expect(pieces[0]).toEqual({ kind: 'same', text: 'Лизиноприл ' })
    expect(pieces.some(({ kind, text }) => kind === 'removed' && text === '10')).toBe(true)
  })

  it('compares empty and huge texts', () => {
    expect(compareTexts('', '')).toEqual([])
    expect(compareTexts('', 'а')).toEqual([{ kind: 'added', text: 'а' }])
    const huge = (word: string) => `${word} `.repeat(2000)
    expect(compareTexts(huge('а'), huge('б'))).toHaveLength(2)
  })
})
