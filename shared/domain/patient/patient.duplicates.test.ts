import { expect, test } from 'vitest'
import { type Candidate, duplicateGrade, findDuplicates } from './patient.duplicates.ts'
import { examplePatient } from './patient.fixture.ts'

const known = examplePatient({
  name: { family: 'Ковалёва', given: 'Анна', patronymic: 'Юрьевна' },
  previousNames: [{ id: 'name:1', family: 'Бондарь', given: 'Анна', patronymic: 'Юрьевна' }],
  birthDate: '1957-03-12',
  personalNumber: '4120357A001PB5',
})
const candidate = (changes: Partial<Candidate> = {}): Candidate => ({
  name: { family: 'Ковалева', given: 'Анна', patronymic: 'Юрьевна' },
  birthDate: '1957-03-12',
  ...changes,
})

test.each([
  [
    'the same number whatever the name',
    candidate({ name: { family: 'Иная' }, personalNumber: '4120357A001PB5' }),
    'same-number',
  ],
  ['the same name and date, ё or е', candidate(), 'same-name-and-date'],
  [
    'the same name in Belarusian',
    candidate({ name: { family: 'Кавалёва', given: 'Анна', patronymic: "Юр'еўна" } }),
    'same-name-and-date',
  ],
  ['no patronymic yet', candidate({ name: { family: 'Ковалева', given: 'Анна' } }), 'same-name-and-date'],
  [
    'the maiden name',
    candidate({ name: { family: 'Бондарь', given: 'Анна', patronymic: 'Юрьевна' } }),
    'same-name-and-date',
  ],
  ['day and month swapped', candidate({ birthDate: '1957-12-03' }), 'same-name-near-date'],
  ['one digit of the date wrong', candidate({ birthDate: '1957-03-13' }), 'same-name-near-date'],
  ['the year alone known', candidate({ birthDate: '1957' }), 'same-name-near-date'],
  [
    'a typo in the name',
    candidate({ name: { family: 'Ковлева', given: 'Анна', patronymic: 'Юрьевна' } }),
    'similar',
  ],
  [
    'another surname, the rest the same',
    candidate({ name: { family: 'Новая', given: 'Анна', patronymic: 'Юрьевна' } }),
    'similar',
  ],
  ['another year', candidate({ birthDate: '1968-03-12' }), undefined],
  [
    'another given name',
    candidate({ name: { family: 'Ковалева', given: 'Мария', patronymic: 'Юрьевна' } }),
    undefined,
  ],
  [
    'another patronymic',
    candidate({ name: { family: 'Ковалева', given: 'Анна', patronymic: 'Петровна' } }),
    undefined,
  ],
  ['nothing typed yet', candidate({ name: { family: '' }, birthDate: '' }), undefined],
])('%s', (_, person, grade) => {
  expect(duplicateGrade(person, known)).toBe(grade)
})

test('the surest stands first; the card itself and replaced cards are left out', () => {
  const similar = { ...known, id: 'patient:similar', personalNumber: undefined!, birthDate: '1957-12-03' }
  const replaced = { ...known, id: 'patient:replaced', replacedBy: known.id }
  const found = findDuplicates(candidate({ personalNumber: '4120357A001PB5' }), [similar, replaced, known])
  expect(found.map(({ patient, grade }) => [patient.id, grade])).toEqual([
    [known.id, 'same-number'],
    ['patient:similar', 'same-name-near-date'],
  ])
  expect(findDuplicates(candidate(), [known], { exceptId: known.id })).toEqual([])
})
