import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { icd10Entries } from '../icd10-search.ts'
import { innEntries } from '../inn-search.ts'
import { latinGenitive } from '../latin-genitive.ts'
import { checkPack } from '../load-pack.ts'
import { vitalByLoinc, vitalsLoinc } from '../vitals-loinc.ts'
import { districtsPack } from './districts.ts'
import { icd10StarterPack } from './icd-10-starter.ts'
import { drugEverydayNames } from './inn/everyday-names.ts'
import { innStarterPack } from './inn-starter.ts'

// Registers published by others; they are not part of the project.
const registers = new URL('../../../../shared/data/', import.meta.url)
const readRegister = (name: string) =>
  readFileSync(new URL(name, registers), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split('\t'))
const icd10Register = existsSync(new URL('icd10-ru.tsv', registers))
const innRegister = existsSync(new URL('inn-eaeu.tsv', registers))

const codes = icd10Entries(icd10StarterPack)
const drugs = innEntries(innStarterPack)

test.each([icd10StarterPack, innStarterPack, districtsPack])('$title is a valid pack', (pack) => {
  expect(checkPack(pack)).toMatchObject({ ok: true })
})

describe('ICD-10 starter pack', () => {
  test('holds the categories and the usual subcategories, the daily ones with the words doctors type', () => {
    const daily = codes.filter((entry) => entry.frequency === 3)
    expect(codes.filter((entry) => entry.level === 'category').length).toBeGreaterThan(1400)
    expect(codes.filter((entry) => entry.level === 'subcategory').length).toBeGreaterThan(500)
    expect(daily.length).toBeGreaterThanOrEqual(25)
    expect(daily.filter((entry) => entry.synonyms.length === 0).map((entry) => entry.code)).toEqual([])
  })

  test('every subcategory stands under a category of the pack', () => {
    const known = new Set(codes.map((entry) => entry.code))
    expect(codes.filter((entry) => entry.parent && !known.has(entry.parent))).toEqual([])
  })

  test('no title holds a separator or a Latin letter that looks Cyrillic', () => {
    expect(codes.filter((entry) => /[|;]|[а-яё][a-z]|[a-z][а-яё]/i.test(entry.title))).toEqual([])
  })

  test.skipIf(!icd10Register)(
    'every code is one of the official register (../shared/data/icd10-ru.tsv), at its level',
    () => {
      const official = new Map(readRegister('icd10-ru.tsv').map(([code, , level]) => [code, level]))
      expect(codes.filter((entry) => official.get(entry.code) !== entry.level)).toEqual([])
    },
  )

  test.skipIf(!icd10Register)(
    'every valid category of the chapters primary care meets is there (../shared/data/icd10-ru.tsv)',
    () => {
      const known = new Set(codes.map((entry) => entry.code))
      const missing = readRegister('icd10-ru.tsv').filter(
        ([code = '', , level, , actual]) =>
          level === 'category' && actual === '1' && /^[A-NRSTZ]/.test(code) && !known.has(code),
      )
      expect(missing).toEqual([])
    },
  )
})

describe('INN starter pack', () => {
  test('holds over 200 drugs, each with an ATC code, a form and a Latin genitive', () => {
    expect(drugs.length).toBeGreaterThanOrEqual(200)
    expect(drugs.filter((drug) => !drug.atc || !drug.innLatinGenitive || drug.forms.length === 0)).toEqual([])
  })

  test('every everyday name belongs to a drug of the pack', () => {
    const known = new Set(drugs.map((drug) => drug.inn))
    expect(Object.keys(drugEverydayNames).filter((inn) => !known.has(inn))).toEqual([])
  })

  test('the genitive of a single word never equals the nominative', () => {
    expect(drugs.filter((drug) => drug.innLatin === drug.innLatinGenitive)).toEqual([])
  })

  test.skipIf(!innRegister)(
    'names are those of the EAEU register (../shared/data/inn-eaeu.tsv), but for old pharmacopoeial ones',
    () => {
      const official = new Set(readRegister('inn-eaeu.tsv').map(([, name]) => name?.toLowerCase()))
      const foreign = drugs.filter((drug) => !drug.inn.includes(' + ') && !official.has(drug.inn))
      expect(foreign.map((drug) => drug.inn).sort()).toEqual(notInn)
    },
  )
})

/** Substances older than the INN system or named by their salt: they have no entry of their own in the register. */
const notInn = [
  'активированный уголь', 'альбендазол', 'атропин', 'ацетилсалициловая кислота', 'бензилбензоат', 'бензоила пероксид',
  'висмута трикалия дицитрат', 'водорода пероксид', 'гепарин', 'декстроза', 'железа сульфат', 'калия йодид',
  'кальция глюконат', 'кальция карбонат', 'ко-тримоксазол', 'кодеин', 'колхицин', 'магния сульфат', 'морфин',
  'натрия хлорид', 'неостигмина метилсульфат', 'нитроглицерин', 'панкреатин', 'папаверин', 'пилокарпин', 'платифиллин',
  'повидон-йод', 'салициловая кислота', 'смектит диоктаэдрический', 'теофиллин', 'фуразидин', 'хондроитина сульфат',
] // biome-ignore format: a table

test.each([
  ['Amoxicillinum', 'Amoxicillini'],
  ['Acidum acetylsalicylicum', 'Acidi acetylsalicylici'],
  ['Magnesii sulfas', 'Magnesii sulfatis'],
  ['Natrii chloridum', 'Natrii chloridi'],
  ['Amoxicillinum + Acidum clavulanicum', 'Amoxicillini + Acidi clavulanici'],
])('after Rp.: %s reads %s', (nominative, genitive) => {
  expect(latinGenitive(nominative)).toBe(genitive)
})

test('Belarus has six regions with 118 districts', () => {
  expect(districtsPack.rows).toHaveLength(118)
  expect(new Set(districtsPack.rows.map((row) => row[0])).size).toBe(6)
})

test('a vital sign is found by its LOINC code', () => {
  expect(vitalByLoinc('8480-6')).toMatchObject({ vital: 'systolicMmHg' })
  expect(vitalByLoinc('constructor')).toBeUndefined()
  expect(new Set(vitalsLoinc.map((row) => row.loinc)).size).toBe(vitalsLoinc.length)
})
