import { describe, expect, test } from 'vitest'
import { condition, loinc, observation, snomed, ucum, urn, visit, vital } from './fixtures/bundle.ts'
import { mapOne, outcomeOf } from './fixtures/map-one.ts'

describe('a visit', () => {
  test('holds who, where, when, why, its diagnosis, vital signs and procedure', () => {
    expect(mapOne('visit')).toMatchObject({
      status: 'imported',
      kind: 'ambulatory',
      startedAt: '2019-02-03T08:00:00+03:00',
      complaints: 'Headache',
      practitioner: { name: 'Medik7 Otto', role: 'import' },
      facility: { name: 'Test Clinic' },
      diagnoses: [{ coding: { system: 'snomed', code: '37796009' }, role: 'main', certainty: 'final' }],
      vitals: { weightKg: 68.04 },
      procedures: [{ text: 'Electrocardiogram', performedAt: '2019-02-03' }],
      version: 1,
    })
  })

  test.each([
    ['EMER', 'emergency'],
    ['IMP', 'inpatient'],
    ['HH', 'home'],
    ['VR', 'remote'],
    ['constructor', 'other'],
  ])('of class %s is %s', (code, kind) => {
    expect(mapOne('visit', visit({ class: { code } }))?.kind).toBe(kind)
  })

  test('for a check-up is preventive', () => {
    expect(mapOne('visit', visit({ type: [snomed('185349003', 'Check up')] }))?.kind).toBe('preventive')
  })

  test('that never took place is left out; its Observation still comes, without a visit', () => {
    const planned = visit({ status: 'planned' })
    expect(outcomeOf('10', planned)).toMatchObject({ reason: 'not-happened' })
    expect(outcomeOf('30', planned)).toMatchObject({ outcome: 'mapped' })
    expect(outcomeOf('40', planned)).toMatchObject({ reason: 'no-encounter' })
    expect(mapOne('condition', planned)?.visitId).toBeUndefined()
  })

  test('known to the month keeps its partial date', () => {
    expect(mapOne('visit', visit({ period: { start: '1998-07' } }))?.startedAt).toBe('1998-07')
  })

  test('without a beginning is invalid, with the path', () => {
    expect(outcomeOf('10', visit({ period: { end: '2019' } }))).toMatchObject({
      outcome: 'invalid',
      problems: [{ path: 'entry[4].resource.period.start', code: 'required' }],
    })
  })

  test('takes its main diagnosis from Encounter.diagnosis where it says so', () => {
    const second = condition({ code: snomed('44054006', 'Diabetes') }, '21')
    const named = visit({ diagnosis: [{ condition: { reference: urn('21') }, rank: 1 }] })
    expect(mapOne('visit', named, second)?.diagnoses.map(({ role }) => role)).toEqual(['comorbidity', 'main'])
  })

  test('an organization known only by words is still named', () => {
    const changed = visit({ serviceProvider: { display: 'Elsewhere' }, participant: [] })
    expect(mapOne('visit', changed)).toMatchObject({
      facility: { name: 'Elsewhere' },
      practitioner: { id: 'import:fhir' },
    })
  })
})

describe('vital signs', () => {
  const vitalsWith = (...extra: { fullUrl: string }[]) => mapOne('visit', ...extra)?.vitals

  test.each([
    ['8302-2', ucum(1.7, 'm'), { heightCm: 170 }],
    ['8302-2', ucum(67, '[in_i]'), { heightCm: 170.2 }],
    ['8310-5', ucum(98.6, '[degF]'), { temperatureC: 37 }],
    ['8867-4', ucum(71.6, '{beats}/min'), { pulsePerMin: 72 }],
    ['59408-5', ucum(97, '%'), { spo2Percent: 97 }],
    ['2339-0', ucum(90, 'mg/dL'), { glucoseMmolL: 5 }],
    ['72514-3', ucum(2.4, '{score}'), { painScore: 2 }],
    ['8480-6', ucum(16, 'kPa'), { systolicMmHg: 120 }],
  ])('%s in %j', (code, value, expected) => {
    expect(vitalsWith(vital(code, value, '33'))).toMatchObject(expected)
  })

  test('blood pressure comes from its two parts', () => {
    const component = [
      { code: loinc('8480-6', 'sys'), valueQuantity: ucum(129.7, 'mm[Hg]') },
      { code: loinc('8462-4', 'dia'), valueQuantity: ucum(75.4, 'mm[Hg]') },
    ]
    const pressure = observation(
      {
        category: [{ coding: [{ code: 'vital-signs' }] }],
        code: loinc('55284-4', 'BP'),
        component,
        valueQuantity: undefined,
      },
      '34',
    )
    expect(vitalsWith(pressure)).toMatchObject({ systolicMmHg: 130, diastolicMmHg: 75 })
  })

  test.each([
    ['an impossible value', vital('8302-2', ucum(17_000, 'cm'), '33')],
    ['an unknown unit', vital('8302-2', ucum(3, '[pk_us]'), '33')],
    ['a comparator', vital('8302-2', { ...ucum(170, 'cm'), comparator: '<' }, '33')],
    ['a second reading', vital('29463-7', ucum(70, 'kg'), '33')],
    ['a code without a field', vital('39156-5', ucum(24, 'kg/m2'), '33')],
  ])('%s stays a measurement, as it came', (_, extra) => {
    expect(vitalsWith(extra)).toEqual({ weightKg: 68.04 })
    expect(mapOne('measurements', extra)?.items.map(({ source }) => source?.id)).toContain(urn('33'))
  })
})
