import { expect, it } from 'vitest'
import { countByAge } from './age-groups.ts'

it('counts the living by sex and by the year of birth alone', () => {
  const person = (birthDate: string, sex: 'male' | 'female' | 'unknown', more = {}) => ({
    birthDate,
    sex,
    ...more,
  })
  const rows = countByAge(
    [
      person('2020', 'male'),
      person('1951', 'female'),
      person('1951-03-04', 'female'),
      person('1987', 'unknown'),
      person('1940', 'male', { deceasedAt: '2025' }),
      person('1960', 'male', { replacedBy: 'patient:other' }),
      person('', 'male'),
    ],
    2026,
  )
  expect(rows.map(({ from, male, female, other }) => [from, male, female, other])).toEqual([
    [0, 1, 0, 0],
    [18, 0, 0, 1],
    [40, 0, 0, 0],
    [60, 0, 0, 0],
    [75, 0, 2, 0],
    [undefined, 1, 0, 0],
  ])
})
