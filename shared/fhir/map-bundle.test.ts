import { describe, expect, test } from 'vitest'
import { bundleOf, entryOf, patient, urn, visit, wholeBundle, wholeWith } from './fixtures/bundle.ts'
import { find, outcomeOf } from './fixtures/map-one.ts'
import { mapSound, options } from './fixtures/map-options.ts'
import { mapBundle } from './map-bundle.ts'

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
