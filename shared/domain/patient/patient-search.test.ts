import { beforeEach, describe, expect, test } from 'vitest'
import { examplePatient } from './patient.fixture.ts'
import type { Patient } from './patient.schema.ts'
import { createPatientSearch, type PatientSearch } from './patient-search.ts'
import { personalNumberCheckDigit } from './personal-number.ts'

const number = (first13: string) => `${first13}${personalNumberCheckDigit(first13)}`
let search: PatientSearch
const people: Patient[] = [
  examplePatient({
    id: 'patient:kovalev',
    name: { family: 'Ковалёв', given: 'Александр', patronymic: 'Юрьевич' },
    nameBe: { family: 'Кавалёў', given: 'Аляксандр', patronymic: "Юр'евіч" },
    nameLatin: { family: 'Kavaliou', given: 'Aliaksandr' },
    sex: 'male',
    birthDate: '1957-03-12',
    personalNumber: number('3120357A001PB'),
    address: { settlement: 'д. Луговая', street: 'ул. Лесная', house: '12а', flat: '4' },
    contacts: [{ id: 'contact:1', system: 'phone', value: '+375291234567' }],
  }),
  examplePatient({
    id: 'patient:novik',
    name: { family: 'Новик', given: 'Юлия', patronymic: 'Петровна' },
    previousNames: [{ id: 'name:1', family: 'Бондарь' }],
    birthDate: '1984-11-02',
    address: { settlement: 'аг. Заречье', street: 'ул. Садовая', house: '7' },
  }),
  examplePatient({
    id: 'patient:ivanov',
    name: { family: 'Иванов', given: 'Николай', patronymic: 'Петрович' },
    sex: 'male',
    birthDate: '1940',
    address: { settlement: 'д. Верхний Бор', house: '12' },
  }),
  examplePatient({
    id: 'patient:ivanova',
    name: { family: 'Иванова', given: 'Анна', patronymic: 'Николаевна' },
    birthDate: '1957-12-03',
  }),
  examplePatient({
    id: 'patient:imported',
    name: { family: 'Koepp', given: 'Abdul' },
    birthDate: '1990-05-05',
    identifiers: [{ id: 'identifier:1', system: 'passport', value: 'HB 7654321' }],
  }),
]
beforeEach(() => {
  search = createPatientSearch()
  search.build(people)
})
const found = (query: string) => search.search(query, 10).ids.map((id) => id.slice('patient:'.length))

describe('finds one person through', () => {
  test.each([
    ['the Russian spelling', 'Александр Ковалев'],
    ['the Belarusian spelling', 'Кавалёў Аляксандр'],
    ['the Latin spelling of the passport', 'Kavaliou Aliaksandr'],
    ['another Latin spelling', 'Kovalev Alexander'],
    ['е for ё', 'Ковалев'],
    ['у for ў', 'Кавалеу'],
    ['і for и', 'юрьевіч'],
    ['no soft sign', 'юревич'],
    ['an apostrophe', 'юр’евіч'],
    ['the wrong keyboard layout', 'Rjdfktd'],
    ['the wrong layout from Belarusian', 'Rfdfk`o'],
    ['the wrong layout the other way', 'Лфмфдшщг'],
    ['surname and year of birth', 'ковал 1957'],
    ['a whole date of birth', '12.03.1957'],
    ['a date with a short year', '12.3.57'],
    ['a date without a year', 'ковалев 12.03'],
    ['a date without dots', '12031957'],
    ['month and year', 'ковалев 03.1957'],
    ['an ISO date', '1957-03-12'],
    ['village', 'ковалев луговая'],
    ['village with its kind', 'ковалев д. Луговая'],
    ['street and house', 'лесная 12а'],
    ['flat', 'лесная 4'],
    ['personal number', number('3120357A001PB')],
    [
      'personal number in Cyrillic look-alikes and lower case',
      number('3120357A001PB').replace('A', 'а').replace('PB', 'рв'),
    ],
    ['the date part of the personal number', '120357'],
    ['the middle of the personal number', '57A001'],
    ['the phone', '+375 29 123-45-67'.replaceAll(' ', '')],
    ['the phone as it is dialled at home', '80291234567'],
    ['the end of the phone', '234567'],
    ['a letter wrong', 'Кувалев'],
    ['a letter missing', 'Ковлев'],
    ['a letter too many', 'Коввалдев'],
    ['two letters swapped', 'Коваелв'],
    ['a typo in a word being typed', 'Алексанрд Юрь'],
    ['a digit wrong in the personal number', '3120957A001PB'],
  ])('%s: %s', (_, query) => {
    expect(found(query)[0]).toBe('kovalev')
  })
  test('a maiden name', () => {
    expect(found('Бондарь Юлия')).toEqual(['novik'])
  })
  test('the beginning of a name that ends in -ия', () => {
    for (const typed of ['юл', 'юли', 'юлі', 'юлия', 'Yuli']) expect(found(typed)[0], typed).toBe('novik')
  })
  test('another form of the given name', () => {
    expect(found('Ганна Іванова')[0]).toBe('ivanova')
    expect(found('Мікалай')[0]).toBe('ivanov')
  })
  test('a number of another system', () => {
    expect(found('7654321')).toEqual(['imported'])
  })
  test('a birth year where only the year is known', () => {
    expect(found('1940')).toEqual(['ivanov'])
  })
})

describe('ranking', () => {
  test('the whole word stands before its beginning', () => {
    expect(found('Иванов')).toEqual(['ivanov', 'ivanova'])
  })
  test('a surname stands before a patronymic', () => {
    search.update(examplePatient({ id: 'patient:petrova', name: { family: 'Петрова', given: 'Яна' } }))
    expect(found('Петро')[0]).toBe('petrova')
  })
  test('letters as typed stand before letters that only sound alike', () => {
    search.update(examplePatient({ id: 'patient:a', name: { family: 'Мальчик' } }))
    search.update(examplePatient({ id: 'patient:b', name: { family: 'Мельник' } }))
    expect(found('Мел')).toEqual(['b', 'a'])
  })
  test('equals stand in the order of the alphabet with і after и and ў after у', () => {
    for (const family of ['Яўтух', 'Яцук', 'Яўген', 'Яун', 'Ясь'])
      search.update(
        examplePatient({
          id: `patient:${family.length}${family.charCodeAt(2)}`,
          name: { family },
          birthDate: '2001',
        }),
      )
    const names = search.search('2001', 10).ids
    expect(names).toEqual(
      ['Ясь', 'Яун', 'Яўген', 'Яўтух', 'Яцук'].map((f) => `patient:${f.length}${f.charCodeAt(2)}`),
    )
  })
  test('guesses come after what was found as typed, and say so', () => {
    const result = search.search('Иванев', 10)
    expect(result.ids[0]).toBe('patient:ivanov')
    const exact = search.search('Иванов', 10)
    expect(exact.similarFrom).toBe(2)
    expect(search.search('Ивонав', 10).ids).toContain('patient:ivanov')
    expect(search.search('Кувалев', 10).similarFrom).toBe(0)
  })
  test('the limit holds and the total tells the rest', () => {
    const result = search.search('и', 1)
    expect(result.ids).toHaveLength(1)
    expect(result.total).toBeGreaterThan(1)
  })
})

describe('what was understood', () => {
  test('another layout is named when it was what found', () => {
    expect(search.search('Rjdfktd', 10).otherLayout).toBe('ковалев')
    expect(search.search('Ковалев', 10).otherLayout).toBeUndefined()
  })
  test('every word must fit', () => {
    expect(found('Ковалев 1958')).toEqual([])
    expect(found('Ковалев Заречье')).toEqual([])
  })
  test('an empty question finds nobody', () => {
    for (const query of ['', '   ', '-', '.', '*(']) expect(search.search(query, 10).total, query).toBe(0)
  })
})

test('one wrong letter that changes two sounds is one error', () => {
  for (const [family, typed] of [
    ['Рудкосич', 'удкосич'],
    ['Климимук', 'Климмиук'],
    ['Белелёнок', 'Белеёнок'],
  ] as const) {
    const id = `patient:${family}`
    search.update(examplePatient({ id, name: { family, given: 'Анна' }, birthDate: '1950-01-01' }))
    expect(found(typed)).toContain(family)
  }
})

describe('changes', () => {
  test('a changed name is found by the new and not by the old', () => {
    search.update({ ...people[0]!, name: { family: 'Новый' }, nameBe: undefined!, nameLatin: undefined! })
    expect(found('Новый')).toContain('kovalev')
    expect(found('Ковалев')).toEqual([])
    expect(search.size).toBe(people.length)
  })
  test('a removed patient is gone', () => {
    search.remove('patient:kovalev')
    expect(found('1957')).toEqual(['ivanova'])
    expect(search.size).toBe(people.length - 1)
  })
  test('thousands of changes leave one entry each', () => {
    for (let turn = 0; turn < 6000; turn++) search.update(people[turn % people.length]!)
    expect(found('Ковалев')).toEqual(['kovalev'])
    expect(search.size).toBe(people.length)
  })
})
