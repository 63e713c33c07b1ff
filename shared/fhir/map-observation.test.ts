import { describe, expect, test } from 'vitest'
import type { Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import {
  concept,
  condition,
  entryOf,
  immunization,
  medicationRequest,
  observation,
  snomed,
  ucum,
  urn,
  wholeBundle,
  wholeWith,
} from './fixtures/bundle.ts'
import { find, mapOne, outcomeOf } from './fixtures/map-one.ts'
import { mapSound } from './fixtures/map-options.ts'

describe('measurements', () => {
  test('of one month are one document; the value is not rounded', () => {
    const late = observation({ effectiveDateTime: '2019-02-28T22:00:00Z' }, '35')
    const documents = mapSound(wholeWith(late)).documents.filter(({ type }) => type === 'measurements')
    // 22:00 UTC on 28 February is 1 March in Minsk.
    expect(documents.map((document) => (document as Measurements).month)).toEqual(['2019-02', '2019-03'])
    expect((documents[0] as Measurements).items).toMatchObject([{ value: 13.2, unit: 'g/dL' }])
  })

  test('known to the year keep that date', () => {
    const yearly = mapOne('measurements', observation({ effectiveDateTime: '2011' }))
    expect(yearly).toMatchObject({ month: '2011-01', items: [{ takenAt: '2011' }] })
  })

  test.each([
    [{ valueCodeableConcept: snomed('8517006', 'Former smoker') }, { text: 'Former smoker' }],
    [{ valueQuantity: { ...ucum(5, 'mg/dL'), comparator: '<' } }, { text: '< 5 mg/dL' }],
    [{ valueString: 'positive' }, { text: 'positive' }],
    [{ valueBoolean: false }, { text: 'нет' }],
    [{ valueInteger: 3 }, { value: 3 }],
    [
      { valueQuantity: { value: 29.99600277008462, code: 'kg/m2' } },
      { value: 29.99600277008462, unit: 'kg/m2' },
    ],
    [{ valueRange: { low: ucum(1, 'g'), high: ucum(2, 'g') } }, { text: '1 g – 2 g' }],
  ])('a value %j', (value, expected) => {
    const changed = observation({ valueQuantity: undefined, ...value })
    expect(mapOne('measurements', changed)?.items).toMatchObject([expected])
  })

  test('without a value is left out; without a time takes that of its visit', () => {
    expect(outcomeOf('30', observation({ valueQuantity: undefined }))).toMatchObject({ reason: 'no-value' })
    const timeless = mapOne('measurements', observation({ effectiveDateTime: undefined }))
    expect(timeless?.items[0]?.takenAt).toBe('2019-02-03T08:00:00+03:00')
  })

  test('a wrong type is named with its path', () => {
    expect(outcomeOf('30', observation({ valueQuantity: { value: '13' } }))).toMatchObject({
      problems: [{ path: 'entry[6].resource.valueQuantity.value', code: 'wrong-type' }],
    })
  })
})

describe('conditions, prescriptions, immunizations', () => {
  test('a condition keeps its partial onset and its visit', () => {
    const mapped = mapSound(wholeBundle()).documents
    expect(find(mapped, 'condition')).toMatchObject({
      clinicalStatus: 'active',
      onset: '2018',
      certainty: 'final',
      visitId: find(mapped, 'visit')?.id,
    })
  })

  test('ICD-10 is preferred and the other codes stay', () => {
    const code = {
      coding: [
        { system: 'http://snomed.info/sct', code: '37796009', display: 'Migraine' },
        { system: 'http://hl7.org/fhir/sid/icd-10', code: 'G43', display: 'Мигрень' },
      ],
    }
    expect(mapOne('condition', condition({ code }))?.coding).toMatchObject({
      system: 'icd-10',
      code: 'G43',
      translations: [{ system: 'snomed', code: '37796009' }],
    })
  })

  test('a condition in words alone comes in words; one with an end and no status is resolved', () => {
    const changed = condition({
      code: { text: 'Слабость' },
      clinicalStatus: undefined,
      abatementDateTime: '2019',
    })
    expect(mapOne('condition', changed)).toMatchObject({
      coding: { system: 'text', code: '-', display: 'Слабость' },
      clinicalStatus: 'resolved',
    })
  })

  test('a condition entered in error is no diagnosis of the visit', () => {
    const changed = condition({ verificationStatus: { coding: [{ code: 'entered-in-error' }] } })
    expect(mapOne('condition', changed)?.clinicalStatus).toBe('entered-in-error')
    expect(mapOne('visit', changed)?.diagnoses).toEqual([])
  })

  test('a prescription names drug, prescriber, reason', () => {
    expect(mapOne('prescription')).toMatchObject({
      status: 'active',
      medication: { inn: 'Ibuprofen 200 MG', coding: { system: 'rxnorm', code: '310965' } },
      practitioner: { name: 'Medik7 Otto' },
      diagnosis: { code: '37796009' },
      issuedOn: '2019-02-03T08:10:00+03:00',
    })
  })

  test('a dosage without words is put into words and numbers', () => {
    const dosageInstruction = [
      {
        asNeededBoolean: true,
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'табл.' } }],
        timing: { repeat: { frequency: 1, period: 4, periodUnit: 'h', boundsDuration: ucum(2, 'wk') } },
      },
    ]
    expect(mapOne('prescription', medicationRequest({ dosageInstruction }))?.dosage).toEqual({
      text: '1 табл.; 1 раз(а) в 4 ч; по необходимости',
      dose: '1 табл.',
      timesPerDay: 6,
      durationDays: 14,
      asNeeded: true,
    })
  })

  test('a drug may stand in a Medication of its own, which then counts as mapped', () => {
    const drug = entryOf('51', {
      resourceType: 'Medication',
      code: concept('http://www.whocc.no/atc', 'M01AE01', 'Ибупрофен'),
    })
    const changed = medicationRequest({
      medicationCodeableConcept: undefined,
      medicationReference: { reference: urn('51') },
    })
    expect(mapOne('prescription', changed, drug)?.medication.inn).toBe('Ибупрофен')
    expect(outcomeOf('51', changed, drug)).toMatchObject({ outcome: 'mapped' })
    expect(outcomeOf('51', drug)).toMatchObject({ reason: 'unused' })
  })

  test.each([
    ['stopped', 'cancelled'],
    ['completed', 'completed'],
    ['on-hold', 'unknown'],
  ])('a prescription that is %s is %s here', (status, expected) => {
    expect(mapOne('prescription', medicationRequest({ status }))?.status).toBe(expected)
  })

  test('a plan is not a prescription', () => {
    expect(outcomeOf('50', medicationRequest({ intent: 'plan' }))).toMatchObject({ reason: 'not-an-order' })
  })

  test('an immunization keeps its partial date, dose and lot', () => {
    const changed = immunization({ lotNumber: 'L7', protocolApplied: [{ doseNumberPositiveInt: 2 }] })
    expect(mapOne('immunization', changed)).toMatchObject({
      vaccine: { system: 'cvx', code: '140' },
      occurredAt: '2018-10',
      doseNumber: 2,
      lotNumber: 'L7',
    })
  })
})
