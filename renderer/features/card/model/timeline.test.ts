import { expect, test } from 'vitest'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { mainDiagnosis, timelineOf } from './timeline.ts'

const visit = (id: string, startedAt: string, changes: Partial<Visit> = {}): Visit =>
  ({
    id: `visit:${id}`,
    rootId: `visit:${id}`,
    version: 1,
    startedAt,
    updatedAt: startedAt,
    diagnoses: [],
    practitioner: { name: 'Примеров П. П.' },
    ...changes,
  }) as unknown as Visit
const shape = (visits: Visit[], filter?: string) =>
  timelineOf(visits, filter).map((row) => (row.kind === 'year' ? `${row.year}:${row.count}` : row.key))

test('years are lines, newest first', () => {
  expect(shape([visit('a', '2024-05-01'), visit('b', '2026-01-01'), visit('c', '2024-06-01')])).toEqual([
    '2026:1',
    'visit:b',
    '2024:2',
    'visit:c',
    'visit:a',
  ])
})

test('an amended visit stands once, by its newest version', () => {
  const first = visit('a', '2026-01-01')
  const second = visit('a2', '2026-01-01', {
    rootId: 'visit:a',
    version: 2,
    replaces: 'visit:a',
  } as Partial<Visit>)
  expect(shape([first, second])).toEqual(['2026:1', 'visit:a2'])
})

test('the filter reads diagnoses, texts and dates; all words must stand', () => {
  const cold = visit('cold', '2026-01-02', {
    complaints: 'Кашель, насморк',
    diagnoses: [
      { coding: { system: 'icd-10', code: 'J06.9', display: 'Острая инфекция' } },
    ] as Visit['diagnoses'],
  })
  const other = visit('other', '2026-02-03', { plan: 'Свёкла' })
  expect(shape([cold, other], 'j06')).toContain('visit:cold')
  expect(shape([cold, other], 'кашель острая')).toEqual(['2026:1', 'visit:cold'])
  expect(shape([cold, other], 'кашель свекла')).toEqual([])
  expect(shape([cold, other], 'свекла')).toEqual(['2026:1', 'visit:other'])
  expect(shape([cold, other], '03.02.2026')).toEqual(['2026:1', 'visit:other'])
})

test('the main diagnosis names a visit, else the first one', () => {
  const list = [
    { role: 'comorbidity', coding: { code: 'I10' } },
    { role: 'main', coding: { code: 'J20' } },
  ] as Visit['diagnoses']
  expect(mainDiagnosis({ diagnoses: list })?.coding.code).toBe('J20')
  expect(mainDiagnosis({ diagnoses: list.slice(0, 1) })?.coding.code).toBe('I10')
  expect(mainDiagnosis({ diagnoses: [] })).toBeUndefined()
})
