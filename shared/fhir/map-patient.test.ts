import { describe, expect, test } from 'vitest'
import { allergy, patient, snomed, urn } from './fixtures/bundle.ts'
import { mapOne, outcomeOf } from './fixtures/map-one.ts'

describe('the patient', () => {
  test('keeps digits in names and a birth date without a day', () => {
    expect(mapOne('patient')).toMatchObject({
      name: { family: 'Testova512', given: 'Alma17 Iris3' },
      birthDate: '1975-04',
      sex: 'female',
    })
  })

  test('a maiden name becomes a previous name', () => {
    const name = [
      { use: 'maiden', family: 'Prezhnyaya9', given: ['Alma17'] },
      { use: 'official', family: 'Testova512', given: ['Alma17'] },
    ]
    const mapped = mapOne('patient', patient({ name }))
    expect(mapped?.name.family).toBe('Testova512')
    expect(mapped?.previousNames).toMatchObject([{ family: 'Prezhnyaya9', given: 'Alma17' }])
  })

  test('Russian is the working name; Belarusian and Latin stand beside it; the patronymic is found', () => {
    const name = [
      { family: 'Testovich', given: ['Ihar'] },
      { family: 'Тэставіч', given: ['Ігар', 'Пятровіч'] },
      { family: 'Тестович', given: ['Игорь', 'Петрович'] },
    ]
    expect(mapOne('patient', patient({ name }))).toMatchObject({
      name: { family: 'Тестович', given: 'Игорь', patronymic: 'Петрович' },
      nameBe: { family: 'Тэставіч', given: 'Ігар', patronymic: 'Пятровіч' },
      nameLatin: { family: 'Testovich', given: 'Ihar' },
    })
  })

  test.each(['other', 'unknown', undefined])('gender %s is unknown here', (gender) => {
    expect(mapOne('patient', patient({ gender }))?.sex).toBe('unknown')
  })

  test('a death with a date is a date, without one a warning', () => {
    expect(mapOne('patient', patient({ deceasedDateTime: '2020-05' }))?.deceasedAt).toBe('2020-05')
    const undated = mapOne('patient', patient({ deceasedBoolean: true }))
    expect(undated?.flags).toMatchObject([{ level: 'warning' }])
    expect(mapOne('patient', patient({ deceasedBoolean: false }))?.flags).toBeUndefined()
  })

  test('a personal number stands in its own field, other numbers among the identifiers, each once', () => {
    const identifier = [
      { system: 'urn:by:id', value: '4150475A001PB0' },
      { system: 'urn:test:mrn', value: 'M-1' },
      { system: 'urn:test:mrn', value: 'M-1' },
    ]
    const mapped = mapOne('patient', patient({ identifier }))
    expect(mapped?.personalNumber).toBe('4150475A001PB0')
    expect(mapped?.identifiers).toMatchObject([{ system: 'urn:test:mrn', value: 'M-1' }])
  })

  test('contacts, address and guardian come over', () => {
    const mapped = mapOne(
      'patient',
      patient({
        telecom: [{ system: 'phone', value: '555-0100', use: 'home' }, { system: 'fax', value: '1' }, {}],
        address: [
          { line: ['Test St 1', null], city: 'Testville', state: 'TS', postalCode: '1', country: 'XX' },
        ],
        contact: [{ name: { family: 'Rodnya' }, telecom: [{ system: 'phone', value: '555-0101' }] }],
      }),
    )
    expect(mapped?.contacts).toMatchObject([
      { system: 'phone', value: '555-0100', note: 'home' },
      { system: 'other', value: '1' },
    ])
    expect(mapped?.address).toEqual({
      region: 'TS',
      settlement: 'Testville',
      street: 'Test St 1',
      postalCode: '1',
      country: 'XX',
    })
    expect(mapped?.guardian).toEqual({ name: 'Rodnya', phone: '555-0101' })
  })
})

describe('an allergy', () => {
  test('stands in the patient with its source', () => {
    expect(mapOne('patient')?.allergies).toMatchObject([
      {
        substance: { text: 'Allergy to penicillin', coding: { system: 'snomed', code: '91936005' } },
        category: 'medication',
        criticality: 'high',
        clinicalStatus: 'active',
        recordedAt: '2001',
        source: { id: urn('70') },
      },
    ])
  })

  test('without any date is kept, as recorded at birth and marked so', () => {
    const mapped = mapOne('patient', allergy({ recordedDate: undefined }))
    expect(mapped?.allergies).toMatchObject([{ recordedAt: '1975-04', recordedAtUnknown: true }])
  })

  test('entered in error stays visible as such; a refuted one is left out', () => {
    const verificationStatus = { coding: [{ code: 'entered-in-error' }] }
    expect(mapOne('patient', allergy({ verificationStatus }))?.allergies).toMatchObject([
      { clinicalStatus: 'entered-in-error' },
    ])
    expect(outcomeOf('70', allergy({ verificationStatus: { coding: [{ code: 'refuted' }] } }))).toMatchObject(
      {
        reason: 'refuted',
      },
    )
  })

  test('"no known allergy" is an answer, not an allergy', () => {
    const changed = allergy({
      code: snomed('716186003', 'No known allergy'),
      recordedDate: '2019-02-03T08:00:00+03:00',
    })
    const mapped = mapOne('patient', changed)
    expect(mapped?.allergies).toBeUndefined()
    expect(mapped?.noKnownAllergiesAt).toBe('2019-02-03T08:00:00+03:00')
  })

  test('that names nothing is invalid', () => {
    expect(outcomeOf('70', allergy({ code: {} }))).toMatchObject({
      problems: [{ path: 'entry[11].resource.code', code: 'required' }],
    })
  })
})
