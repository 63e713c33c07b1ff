import { describe, expect, test } from 'vitest'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import type { Measurements } from '#shared/domain/measurement/measurement.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import {
  allergy,
  bundleOf,
  concept,
  condition,
  entryOf,
  immunization,
  loinc,
  medicationRequest,
  observation,
  patient,
  procedure,
  snomed,
  ucum,
  urn,
  visit,
  vital,
  wholeBundle,
  wholeWith,
} from './fixtures/bundle.ts'
import { mapSound, options } from './fixtures/map-options.ts'
import { mapBundle } from './map-bundle.ts'

interface Types {
  patient: Patient
  visit: Visit
  condition: Condition
  prescription: Prescription
  immunization: Immunization
  measurements: Measurements
}
const find = <T extends keyof Types>(documents: readonly ClinicDocument[], type: T): Types[T] | undefined =>
  documents.find((document) => document.type === type) as Types[T] | undefined
const mapOne = <T extends keyof Types>(type: T, ...changed: { fullUrl: string }[]) =>
  find(mapSound(wholeWith(...changed)).documents, type)
const outcomeOf = (name: string, ...changed: { fullUrl: string }[]) => {
  const bundle = wholeWith(...changed)
  const index = (bundle.entry as { fullUrl: string }[]).findIndex(({ fullUrl }) => fullUrl === urn(name))
  return mapSound(bundle).entries[index]
}

describe('the whole Bundle', () => {
  test('becomes one document of each kind, the patient last', () => {
    expect(mapSound(wholeBundle()).documents.map(({ type }) => type)).toEqual([
      'visit',
      'condition',
      'prescription',
      'immunization',
      'measurements',
      'patient',
    ])
  })

  test('accounts for every entry exactly once, in order', () => {
    const { entries } = mapSound(wholeBundle())
    expect(entries.map(({ index }) => index)).toEqual([...wholeBundle().entry.keys()])
  })

  test('gives the same ids every time and remembers the source', () => {
    const [first, second] = [mapSound(wholeBundle()), mapSound(wholeBundle())]
    expect(first.documents).toEqual(second.documents)
    expect(find(first.documents, 'visit')?.source).toEqual({ system: 'urn:ietf:rfc:3986', id: urn('10') })
  })

  test('names what it cannot place: a claim, a practitioner, fields', () => {
    expect(outcomeOf('92')).toMatchObject({ outcome: 'left-out', reason: 'billing' })
    expect(outcomeOf('91')).toMatchObject({ outcome: 'left-out', reason: 'name-only' })
    const { unmappedFields } = mapSound(
      wholeWith(patient({ maritalStatus: {}, extension: [{ url: 'http://x/us-core-race' }] })),
    )
    expect(unmappedFields).toEqual({ 'Patient.maritalStatus': 1, 'Patient.extension(us-core-race)': 1 })
  })

  test('a type that nobody thought of is counted too', () => {
    expect(outcomeOf('99', entryOf('99', { resourceType: 'Basic' }))).toMatchObject({
      outcome: 'left-out',
      reason: 'no-place',
    })
  })
})

describe('a Bundle that cannot be taken', () => {
  test.each([
    ['a single resource', patient().resource, { kind: 'not-a-bundle', found: 'Patient' }],
    ['nothing', null, { kind: 'not-a-bundle', found: '' }],
    ['no patient', bundleOf(visit()), { kind: 'no-patient' }],
    ['no entries', { resourceType: 'Bundle' }, { kind: 'no-patient' }],
    [
      'two patients',
      bundleOf(patient(), { ...patient(), fullUrl: urn('2') }),
      { kind: 'several-patients', count: 2 },
    ],
  ])('%s', (_, bundle, error) => {
    expect(mapBundle(bundle, options)).toEqual({ ok: false, error })
  })

  test.each([
    [{ birthDate: undefined }, 'entry[0].resource.birthDate', 'required'],
    [{ birthDate: '1975-02-30' }, 'entry[0].resource.birthDate', 'wrong-value'],
    [{ birthDate: 1975 }, 'entry[0].resource.birthDate', 'wrong-type'],
    [{ name: [] }, 'entry[0].resource.name', 'wrong-value'],
    [{ name: [{ family: 5 }] }, 'entry[0].resource.name[0].family', 'wrong-type'],
    [{ name: [{ given: ['Alma'] }] }, 'entry[0].resource -> name', 'not-accepted'],
  ])('an invalid patient: %j', (changes, path, code) => {
    expect(mapBundle(wholeWith(patient(changes)), options)).toEqual({
      ok: false,
      error: { kind: 'patient-invalid', problems: [{ path, code }] },
    })
  })
})

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

describe('references', () => {
  test('another person’s record never comes in', () => {
    expect(outcomeOf('30', observation({ subject: { reference: urn('91') } }))).toMatchObject({
      problems: [{ path: 'entry[6].resource.subject.reference', code: 'other-patient' }],
    })
    expect(outcomeOf('30', observation({ subject: { reference: 'Patient/other' } }))).toMatchObject({
      problems: [{ code: 'unresolved-reference' }],
    })
  })

  test('one that leads nowhere is listed and the resource still comes', () => {
    const changed = wholeWith(observation({ encounter: { reference: urn('404') } }))
    const { unresolved, documents } = mapSound(changed)
    expect(unresolved).toEqual([{ path: 'entry[6].resource.encounter.reference', reference: urn('404') }])
    expect(find(documents, 'measurements')?.items[0]?.visitId).toBeUndefined()
  })

  test('Type/id and absolute addresses lead to the entry; the same number of another server does not', () => {
    const at = (base: string) => ({
      fullUrl: `${base}/Patient/7`,
      resource: { ...patient().resource, id: '7' },
    })
    const seen = (base: string, reference: string) =>
      mapSound(bundleOf(at(base), { resource: { ...observation().resource, subject: { reference } } }))
        .entries[1]?.outcome
    expect(seen('http://a.test/fhir', 'Patient/7')).toBe('mapped')
    expect(seen('http://a.test/fhir', 'http://a.test/fhir/Patient/7')).toBe('mapped')
    expect(seen('http://a.test/fhir', 'http://b.test/fhir/Patient/7')).toBe('invalid')
  })

  test('the same number from two systems gives two patients', () => {
    const numbered = (value: string) =>
      bundleOf({ resource: { ...patient({ identifier: [{ system: 's', value }] }).resource, id: '7' } })
    expect(mapSound(numbered('A')).patientId).not.toBe(mapSound(numbered('B')).patientId)
  })

  test('the same resource twice is taken once', () => {
    const bundle = wholeBundle()
    const { entries } = mapSound(bundleOf(...bundle.entry, procedure()))
    expect(entries.at(-1)).toMatchObject({ outcome: 'invalid', problems: [{ code: 'duplicate' }] })
  })

  test('an entry without a resource, and a resource without an identity, are named', () => {
    const { id, ...nameless } = procedure().resource as Record<string, unknown>
    const { entries } = mapSound(bundleOf(patient(), { fullUrl: urn('5') }, { resource: nameless }))
    expect(entries.slice(1)).toMatchObject([
      { problems: [{ path: 'entry[1].resource', code: 'no-resource' }] },
      { problems: [{ path: 'entry[2].resource.id', code: 'no-identity' }] },
    ])
  })
})
