import { expect, test } from 'vitest'
import { examplePatient } from '#shared/domain/patient/patient.fixture.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { draftOfForm, formOfPatient } from './patient-form.ts'

const card: Patient = {
  ...examplePatient(),
  previousNames: [
    { id: 'name:1', family: 'Жук', given: 'Зинаида' },
    { id: 'name:2', family: 'Жук', given: 'Зінаіда' },
    { id: 'name:3', family: 'Бондарь' },
  ],
}
const saved = (previousFamilies: string) =>
  draftOfForm({ ...formOfPatient(card), previousFamilies }, card, [], (type) => `${type}:new` as never)
    .previousNames

test('an earlier surname stands once in the form, however many languages write it alike', () => {
  expect(formOfPatient(card).previousFamilies).toBe('Жук, Бондарь')
})

test('saving the form keeps every earlier name as it was', () => {
  expect(saved('Жук, Бондарь')).toEqual(card.previousNames)
  expect(saved('Жук, Жук, Бондарь')).toEqual(card.previousNames)
})

test('a surname that was taken out goes in all languages, a new one comes', () => {
  expect(saved('Бондарь; Кот')).toEqual([
    { id: 'name:3', family: 'Бондарь' },
    { id: 'name:new', family: 'Кот' },
  ])
})
