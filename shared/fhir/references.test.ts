import { describe, expect, test } from 'vitest'
import { bundleOf, observation, patient, procedure, urn, wholeBundle, wholeWith } from './fixtures/bundle.ts'
import { find, outcomeOf } from './fixtures/map-one.ts'
import { mapSound } from './fixtures/map-options.ts'

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
