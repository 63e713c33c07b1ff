import { describe, expect, test } from 'vitest'
import { checkPack, describeProblem, parsePack } from './load-pack.ts'
import { packFormat } from './pack.schema.ts'

const pack = {
  format: packFormat,
  id: 'icd-10',
  kind: 'icd-10',
  title: 'МКБ-10',
  version: '1',
  validFrom: '2026-01-01',
  source: 'test',
  license: 'test',
  columns: ['code', 'title', 'level', 'parent', 'frequency', 'synonyms'],
  rows: [
    ['I10', 'Эссенциальная (первичная) гипертензия', 'category', null, 3, ['АГ']],
    ['I11.9', 'Гипертензивная болезнь сердца', 'subcategory'],
  ],
}

function problems(value: unknown): string[] {
  const checked = checkPack(value)
  return checked.ok ? [] : checked.error.map(describeProblem)
}

const withRow = (row: unknown) => ({ ...pack, rows: [...pack.rows, row] })

describe('the head of a pack', () => {
  test('a whole pack is taken as it is, columns of a newer program included', () => {
    expect(checkPack(pack)).toEqual({ ok: true, value: pack })
    expect(problems({ ...pack, columns: [...pack.columns, 'colour'] })).toEqual([])
  })

  test('a pack of a higher format is refused', () => {
    expect(problems({ ...pack, format: 2 })).toEqual(['column format: this program reads pack format 1'])
  })

  test.each([
    ['nothing', null, 'a pack is a JSON object'],
    ['a list', [], 'a pack is a JSON object'],
    ['an unknown kind', { ...pack, kind: 'icd-11' }, 'column kind: none of icd-10, inn, districts'],
    ['an id with a path', { ...pack, id: '../x' }, 'column id: only a-z, 0-9 and -, at most 60'],
    ['no version', { ...pack, version: '' }, 'column version: missing'],
    ['a date by hand', { ...pack, validFrom: '01.01.2026' }, 'column validFrom: not a date YYYY-MM-DD'],
    ['no rows', { ...pack, rows: [] }, 'column rows: no rows'],
    [
      'a needed column missing',
      { ...pack, columns: ['code', 'title'] },
      'column level: the pack has no such column',
    ],
  ])('%s is refused by name', (_, value, message) => {
    expect(problems(value)).toEqual([message])
  })
})

describe('the rows of a pack', () => {
  test.each([
    [
      'a five-character code',
      ['I11.91', 'x', 'subcategory'],
      'row 3, column code: not an ICD-10 code of up to four characters',
    ],
    ['an empty title', ['I12', ' ', 'category'], 'row 3, column title: empty text'],
    [
      'an unknown level',
      ['I12', 'x', 'leaf'],
      'row 3, column level: none of chapter, block, category, subcategory',
    ],
    ['a missing level', ['I12', 'x'], 'row 3, column level: missing'],
    ['a wild frequency', ['I12', 'x', 'category', null, 9], 'row 3, column frequency: not 0, 1, 2 or 3'],
    [
      'synonyms as one text',
      ['I12', 'x', 'category', null, 0, 'АГ'],
      'row 3, column synonyms: not a list of texts',
    ],
    ['a code for the second time', ['I10', 'x', 'category'], 'row 3, column code: stands already in row 1'],
    ['no list at all', 'I12', 'row 3: not a list'],
  ])('%s is named with its row and column', (_, row, message) => {
    expect(problems(withRow(row))).toEqual([message])
  })

  test('many wrong rows stop the check at the limit', () => {
    const many = { ...pack, rows: Array.from({ length: 100 }, () => ['?', 'x', 'category']) }
    const checked = checkPack(many, 5)
    expect(checked.ok ? 0 : checked.error.length).toBeLessThanOrEqual(6)
  })
})

test('text that is no JSON is refused in words', () => {
  const parsed = parsePack('{"format":1,')
  expect(parsed).toMatchObject({ ok: false, error: [{ message: expect.stringContaining('not JSON') }] })
})
