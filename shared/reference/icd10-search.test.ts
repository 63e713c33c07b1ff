import { describe, expect, test } from 'vitest'
import { createIcd10Search } from './icd10-search.ts'
import { icd10StarterPack } from './packs/icd-10-starter.ts'

const icd10 = createIcd10Search(icd10StarterPack)
const codes = (query: string, limit = 10) => icd10.search(query, limit).map((entry) => entry.code)

describe('search by code', () => {
  test.each([
    ['I10', 'I10'],
    ['i10', 'I10'],
    ['і10', 'I10'],
    ['И10', 'I10'],
    ['ш10', 'I10'],
    ['ш11ю9', 'I11.9'],
    ['I 11.9', 'I11.9'],
    ['i119', 'I11.9'],
    ['М54,5', 'M54.5'],
    ['Е119', 'E11.9'],
    ['о06.9', 'J06.9'],
  ])('%s finds %s first', (query, code) => {
    expect(codes(query)[0]).toBe(code)
  })

  test('a category is followed by its subcategories in order', () => {
    expect(codes('J44')).toEqual(['J44', 'J44.0', 'J44.1', 'J44.8', 'J44.9'])
  })

  test('the beginning of a code shows the common codes first', () => {
    expect(icd10.search('I1')[0]).toMatchObject({ code: 'I10', frequency: 3 })
  })

  test('a fourth character that does not exist shows the category', () => {
    expect(codes('I10.0')).toEqual(['I10'])
  })

  test('a diagnosis pasted with its code in front is found by the code', () => {
    expect(codes('I11.9 Гипертоническая болезнь II ст.')).toEqual(['I11.9'])
  })

  test('a letter that is no code letter finds nothing', () => {
    expect(codes('Ж06')).toEqual([])
  })
})

describe('search by words', () => {
  test.each([
    ['гипертония', 'I10'],
    ['АГ', 'I10'],
    ['ubgthnjybz', 'I10'],
    ['гіпертанія', 'I10'],
    ['ОРВИ', 'J06.9'],
    ['СД 2 типа', 'E11'],
    ['цукровы дыябет', 'E11'],
    ['ХОБЛ', 'J44'],
    ['варикоз', 'I83'],
    ['ИБС', 'I20.8'],
    ['стенокардия напряжения', 'I20.8'],
    ['остеохондроз', 'M42.1'],
    ['люмбалгия', 'M54.5'],
    ['остиохондроз', 'M42.1'],
    ['бронхит', 'J20'],
    ['ожирение', 'E66'],
  ])('%s finds %s first', (query, code) => {
    expect(codes(query)[0]).toBe(code)
  })

  test('words may stand in any order, in any case, cut short', () => {
    expect(codes('диабета инсулиннезав')).toContain('E11')
    expect(codes('почек диабет')).toContain('E11.2')
    expect(codes('сустава колен артроз')[0]).toBe('M17')
  })

  test('every word of the query must be there', () => {
    for (const entry of icd10.search('сердечная недостаточность')) {
      expect(`${entry.title} ${entry.synonyms.join(' ')}`.toLowerCase()).toMatch(
        /сердечн.*недостаточн|недостаточн/,
      )
    }
    expect(codes('сердечная крокодил')).toEqual([])
  })

  test('an empty query and chapters answer nothing', () => {
    expect(codes('  ')).toEqual([])
    expect(icd10.search('болезни', 500).some((entry) => entry.level === 'chapter')).toBe(false)
  })
})

test('an entry is found by its code and lists its subcategories', () => {
  expect(icd10.byCode('I11.9')).toMatchObject({ level: 'subcategory', parent: 'I11' })
  expect(icd10.byCode('I999')).toBeUndefined()
  expect(icd10.children('E11').map((entry) => entry.code)).toHaveLength(10)
})

test('a pack without everyday words borrows those of the starter pack', () => {
  const bare = {
    ...icd10StarterPack,
    columns: ['code', 'title', 'level'],
    rows: icd10StarterPack.rows.map((row) => row.slice(0, 3)),
  }
  expect(createIcd10Search(bare).search('АГ')[0]?.code).not.toBe('I10')
  expect(createIcd10Search(bare, icd10StarterPack).search('АГ')[0]?.code).toBe('I10')
})
