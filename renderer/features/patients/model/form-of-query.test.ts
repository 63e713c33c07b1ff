import { expect, test } from 'vitest'
import { formOfQuery } from './form-of-query.ts'

const facilities = [
  { id: 'ambulatory', name: 'Амбулатория', kind: 'ambulatory' as const },
  { id: 'fap', name: 'ФАП', kind: 'station' as const },
]

test('what was searched for in vain begins the form', () => {
  const form = formOfQuery('иванова анна 03.04.1951', { facilityId: 'ambulatory', facilities })
  expect(form.name).toEqual({ family: 'Иванова', given: 'Анна', patronymic: '' })
  expect(form.birthDate).toBe('03.04.1951')
})

test('a feldsher registers onto the list of the own station, an ambulatory onto none', () => {
  expect(formOfQuery('', { facilityId: 'fap', facilities }).stationId).toBe('fap')
  expect(formOfQuery('', { facilityId: 'ambulatory', facilities }).stationId).toBe('')
  expect(formOfQuery('', { facilityId: 'elsewhere', facilities }).stationId).toBe('')
})
