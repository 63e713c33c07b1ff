import { expect, test } from 'vitest'
import { patientSchema } from '#shared/domain/patient/patient.schema.ts'
import { likelyDuplicates } from './duplicates.ts'
import { patient, wholeWith } from './fixtures/bundle.ts'
import { mapSound } from './fixtures/map-options.ts'

const make = (changes: Record<string, unknown>, id = 'patient:other') =>
  patientSchema.parse({
    ...mapSound(wholeWith(patient())).documents.at(-1),
    id,
    name: { family: 'Семёнов', given: 'Пётр' },
    ...changes,
  })
const here = make({}, 'patient:here')
const why = (changes: Record<string, unknown>) =>
  likelyDuplicates(make(changes), [here]).map((one) => one.why)

test('the same name, ё or е, and a birth date that may be the same', () => {
  expect(why({ name: { family: 'СЕМЕНОВ', given: 'Петр' } })).toEqual(['name-and-birth-date'])
  expect(why({ birthDate: '1975-04-30' })).toEqual(['name-and-birth-date'])
})

test('another birth date or name is another person', () => {
  expect(why({ birthDate: '1975-05' })).toEqual([])
  expect(why({ name: { family: 'Семёнов', given: 'Иван' } })).toEqual([])
})

test('a previous name is the same person', () => {
  expect(
    why({
      name: { family: 'Новая', given: 'Пётр' },
      previousNames: [{ id: 'name:1', family: 'Семёнов', given: 'Пётр' }],
    }),
  ).toEqual(['name-and-birth-date'])
})

test('the same personal number is said before anything else', () => {
  const personalNumber = '4150475A001PB0'
  const other = { ...here, personalNumber }
  expect(likelyDuplicates(make({ personalNumber }), [other])).toMatchObject([{ why: 'personal-number' }])
})

test('the card itself, and one that was merged into another, are no duplicates', () => {
  expect(likelyDuplicates(here, [here, make({ replacedBy: 'patient:x' })])).toEqual([])
})
