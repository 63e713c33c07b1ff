import { describe, expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import {
  type AllergyDraft,
  activeAllergies,
  addAllergy,
  allergyKnowledge,
  confirmNoAllergies,
  editAllergy,
  setAllergyStatus,
} from './allergy.commands.ts'
import { examplePatient } from './patient.fixture.ts'
import { type Patient, patientSchema } from './patient.schema.ts'

const draft = (text: string, changes: Partial<AllergyDraft> = {}): AllergyDraft => ({
  substance: { text },
  category: 'medication',
  criticality: 'low',
  ...changes,
})
const added = (patient: Patient, typed: AllergyDraft, context = testContext()): Patient => {
  const result = addAllergy(patient, typed, context)
  if (!result.ok) throw new Error(result.error[0]!.code)
  return result.value
}

describe('an allergy', () => {
  test('is written with who and when, and the schema accepts it', () => {
    const patient = added(examplePatient(), draft(' Пенициллин ', { reaction: ' отёк ' }))
    expect(patientSchema.safeParse(patient).success).toBe(true)
    expect(patient.allergies).toMatchObject([
      {
        substance: { text: 'Пенициллин' },
        reaction: 'отёк',
        clinicalStatus: 'active',
        recordedBy: { role: 'doctor' },
      },
    ])
  })
  test('takes back "no allergies"', () => {
    const none = confirmNoAllergies(examplePatient(), testContext())
    if (!none.ok) throw new Error('refused')
    expect(allergyKnowledge(none.value).kind).toBe('none')
    const patient = added(none.value, draft('Мёд'))
    expect(patient).not.toHaveProperty('noKnownAllergiesAt')
    expect(allergyKnowledge(patient).kind).toBe('some')
  })
  test('without a substance, or written twice, is refused', () => {
    const patient = added(examplePatient(), draft('Мёд'))
    expect(addAllergy(patient, draft('  '), testContext())).toMatchObject({
      error: [{ code: 'allergy.no-substance' }],
    })
    expect(addAllergy(patient, draft('мёд '), testContext())).toMatchObject({
      error: [{ code: 'allergy.repeated' }],
    })
  })
  test('can be changed, and its emptied reaction goes', () => {
    const patient = added(examplePatient(), draft('Мёд', { reaction: 'сыпь' }))
    const id = patient.allergies![0]!.id
    const result = editAllergy(patient, id, draft('Мёд', { criticality: 'high' }), testContext())
    if (!result.ok) throw new Error('refused')
    expect(result.value.allergies).toMatchObject([{ id, criticality: 'high' }])
    expect(result.value.allergies![0]).not.toHaveProperty('reaction')
  })
  test('that ended stays in the card and may be written again', () => {
    const context = testContext()
    const patient = added(examplePatient(), draft('Мёд'), context)
    const ended = setAllergyStatus(patient, patient.allergies![0]!.id, 'resolved', context)
    expect(activeAllergies(ended)).toEqual([])
    expect(ended.allergies).toHaveLength(1)
    expect(allergyKnowledge(ended).kind).toBe('unasked')
    expect(added(ended, draft('Мёд'), context).allergies).toHaveLength(2)
  })
  test('that is severe stands first', () => {
    const context = testContext()
    const first = added(examplePatient(), draft('Мёд'), context)
    const patient = added(first, draft('Пенициллин', { criticality: 'high' }), context)
    expect(activeAllergies(patient).map(({ substance }) => substance.text)).toEqual(['Пенициллин', 'Мёд'])
  })
})

test('"no allergies" is refused while one is active', () => {
  const patient = added(examplePatient(), draft('Мёд'))
  expect(confirmNoAllergies(patient, testContext())).toMatchObject({
    error: [{ code: 'allergy.still-active' }],
  })
})

test('nobody asked is not the same as none', () => {
  expect(allergyKnowledge(examplePatient())).toEqual({ kind: 'unasked' })
  expect(allergyKnowledge(examplePatient({ noKnownAllergiesAt: '2026-01-01T00:00:00Z' })).kind).toBe('none')
})
