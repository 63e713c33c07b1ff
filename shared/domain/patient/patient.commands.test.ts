import { describe, expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { inboxItemSchema } from '../inbox/inbox.schema.ts'
import { editOnto, editPatient, registerPatient } from './patient.commands.ts'
import { draftOfPatient, type PatientDraft } from './patient.draft.ts'
import { examplePatient } from './patient.fixture.ts'
import { patientProblems } from './patient.rules.ts'
import { patientSchema } from './patient.schema.ts'
import { personalNumberCheckDigit } from './personal-number.ts'

const number = `4120357A001PB${personalNumberCheckDigit('4120357A001PB')}`
const draft = (changes: Partial<PatientDraft> = {}): PatientDraft => ({
  name: { family: 'Примерова', given: 'Анна', patronymic: 'Ивановна' },
  sex: 'female',
  birthDate: '1957-03-12',
  previousNames: [],
  contacts: [],
  ...changes,
})
const now = Date.parse('2026-11-22T09:00:00.000Z')
const codes = (changes: Partial<PatientDraft>) => patientProblems(draft(changes), now).map(({ code }) => code)

describe('registering', () => {
  test('gives a card that the schema accepts, tidied', () => {
    const result = registerPatient(
      draft({
        name: { family: '  Примерова ', given: 'Анна', patronymic: ' ' },
        nameBe: { family: '', given: ' ' },
        personalNumber: number.toLowerCase().replace('a', 'а'),
        contacts: [
          { id: 'contact:1', system: 'phone', value: '8 029 123-45-67' },
          { id: 'contact:2', system: 'phone', value: '  ' },
        ],
        address: { settlement: ' д.  Луговая', street: '' },
      }),
      testContext(),
    )
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    expect(patientSchema.safeParse(result.value).success).toBe(true)
    expect(result.value).toMatchObject({
      id: 'patient:1',
      clinicId: 'demo',
      name: { family: 'Примерова', given: 'Анна' },
      personalNumber: number,
      contacts: [{ value: '+375291234567' }],
      address: { settlement: 'д. Луговая' },
    })
    for (const absent of ['nameBe', 'guardian', 'note', 'previousNames', 'deceasedAt'])
      expect(result.value).not.toHaveProperty(absent)
  })
  test('without a surname and birth date says both', () => {
    const result = registerPatient(draft({ name: { family: ' ' }, birthDate: '' }), testContext())
    expect(result).toMatchObject({
      ok: false,
      error: [
        { path: 'name.family', code: 'patient.no-family' },
        { path: 'birthDate', code: 'patient.no-birth-date' },
      ],
    })
  })
  test('a warning does not stop it', () => {
    expect(registerPatient(draft({ sex: 'male', personalNumber: number }), testContext()).ok).toBe(true)
  })
})

describe('editing', () => {
  const patient = examplePatient({
    address: { settlement: 'д. Луговая', futureField: 'kept' },
    allergies: [],
    note: 'старая',
    futureMark: 7,
  } as object)
  test('keeps what the form does not own and what a newer version wrote', () => {
    const typed = { ...draftOfPatient(patient), address: { settlement: 'аг. Заречье' } }
    const result = editPatient(patient, typed, testContext())
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: patient.id,
        futureMark: 7,
        allergies: [],
        address: { settlement: 'аг. Заречье', futureField: 'kept' },
      },
    })
  })
  test('removes what was emptied', () => {
    const result = editPatient(patient, { ...draftOfPatient(patient), note: '  ' }, testContext())
    expect(result.ok && 'note' in result.value).toBe(false)
  })
  test('stamps who and when', () => {
    const result = editPatient(patient, draftOfPatient(patient), testContext())
    expect(result.ok && result.value.updatedAt > patient.updatedAt).toBe(true)
    expect(result.ok && result.value.createdAt).toBe(patient.createdAt)
  })
})

describe('problems', () => {
  test.each([
    [{ birthDate: '2026-11-23' }, 'patient.birth-in-future'],
    [{ birthDate: '1957-02-30' }, 'patient.no-such-date'],
    [{ birthDate: '1900' }, 'patient.too-old'],
    [{ birthDate: '2020-01-01' }, 'patient.child-without-guardian'],
    [{ sex: 'unknown' as const }, 'patient.no-sex'],
    [{ deceasedAt: '1950-01-01' }, 'patient.death-before-birth'],
    [{ deceasedAt: '2027-01-01' }, 'patient.death-in-future'],
    [{ name: { family: 'Пpимерова', given: 'Анна' } }, 'patient.mixed-scripts'],
    [{ name: { family: 'Кавалёў', given: 'Анна' } }, 'patient.not-russian'],
    [{ name: { family: 'Прим3рова', given: 'Анна' } }, 'patient.digit-in-name'],
    [{ nameBe: { family: 'Ищенко' } }, 'patient.not-belarusian'],
    [{ nameLatin: { family: 'Кавалёў' } }, 'patient.not-latin'],
    [{ nameBe: { family: '', given: 'Ганна' } }, 'patient.no-family'],
    [{ contacts: [{ id: 'contact:1', system: 'phone' as const, value: '12-34' }] }, 'patient.phone-unread'],
    [{ personalNumber: number, sex: 'male' as const }, 'personal-number.sex'],
    [{ personalNumber: number, birthDate: '1957-12-03' }, 'personal-number.birth-date'],
  ])('%j: %s', (changes, code) => {
    expect(codes(changes)).toEqual([code])
  })
  test('a good card has none', () => {
    expect(codes({ personalNumber: number, nameBe: { family: 'Прымерава', given: 'Ганна' } })).toEqual([])
    expect(codes({ birthDate: '1957' })).toEqual([])
    expect(codes({ birthDate: '2020', guardian: { name: 'Примерова А. И.' } })).toEqual([])
    expect(codes({ birthDate: '1900', deceasedAt: '1970' })).toEqual([])
  })
})

describe('saving a form that was open while an edit arrived', () => {
  const opened = examplePatient({ note: 'живёт одна', bloodGroup: 'A(II) Rh+' })
  const edited = { ...opened, note: 'глухая', updatedAt: '2026-11-22T09:00:00.000Z-0000-here' }
  test('keeps what arrived in the other fields', () => {
    const current = { ...opened, bloodGroup: 'O(I) Rh+', updatedAt: '2026-11-22T08:59:00.000Z-0000-there' }
    expect(editOnto(opened, edited, current, testContext())).toEqual({
      patient: { ...edited, bloodGroup: 'O(I) Rh+' },
      met: undefined,
    })
  })
  test('of one field changed by both keeps what was typed now, and the other in the inbox', () => {
    const name = { ...opened.name, family: 'Савич' }
    const current = { ...opened, name: { ...opened.name, family: 'Новик' } }
    const { patient, met } = editOnto(opened, { ...edited, name }, current, testContext())
    expect(patient.name.family).toBe('Савич')
    expect(met).toMatchObject({
      kind: 'conflict',
      patientId: opened.id,
      fields: [{ path: 'name', local: name, server: current.name }],
    })
    expect(inboxItemSchema.safeParse(met).success).toBe(true)
  })
})
