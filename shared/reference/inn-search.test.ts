import { expect, test } from 'vitest'
import { createInnSearch } from './inn-search.ts'
import { innStarterPack } from './packs/inn-starter.ts'

const inn = createInnSearch(innStarterPack)
const names = (query: string) => inn.search(query).map((entry) => entry.inn)

test.each([
  ['амокси', 'амоксициллин'],
  ['Amoxicillini', 'амоксициллин'],
  ['амаксициллин', 'амоксициллин'],
  ['fvjrcbwbkkby', 'амоксициллин'],
  ['клавулановая', 'амоксициллин + клавулановая кислота'],
  ['C09AA03', 'лизиноприл'],
  ['ацетилсалициловая', 'ацетилсалициловая кислота'],
  ['аспирин', 'ацетилсалициловая кислота'],
  ['но-шпа', 'дротаверин'],
  ['метамізол', 'метамизол натрия'],
])('%s finds %s first', (query, name) => {
  expect(names(query)[0]).toBe(name)
})

test('a drug carries what a prescription needs', () => {
  expect(inn.byInn('Лизиноприл')).toEqual({
    inn: 'лизиноприл',
    innLatin: 'Lisinoprilum',
    innLatinGenitive: 'Lisinoprili',
    atc: 'C09AA03',
    forms: [['таблетки', ['5 мг', '10 мг', '20 мг']]],
    control: 'ordinary',
    group: 'ace-inhibitors',
    synonyms: ['диротон'],
  })
})

test('drugs with their own prescription forms say so, doubtful ones are unknown', () => {
  expect(inn.byInn('диазепам')?.control).toBe('psychotropic')
  expect(inn.byInn('морфин')?.control).toBe('narcotic')
  expect(inn.byInn('прегабалин')?.control).toBe('unknown')
})

test('a full pack of names takes forms and codes from the starter pack', () => {
  const full = {
    ...innStarterPack,
    columns: ['inn', 'innLatin'],
    rows: [
      ['лизиноприл', 'lisinoprilum'],
      ['абакавир', 'abacavirum'],
    ],
  }
  const search = createInnSearch(full, innStarterPack)
  expect(search.byInn('лизиноприл')?.forms).toHaveLength(1)
  expect(search.byInn('абакавир')).toMatchObject({
    control: 'unknown',
    forms: [],
    innLatinGenitive: 'abacaviri',
  })
})
