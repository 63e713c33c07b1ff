import { describe, expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { examplePatient } from '../patient/patient.fixture.ts'
import { type Patient, patientSchema } from '../patient/patient.schema.ts'
import {
  type ConsentDraft,
  markPaperSigned,
  recordConsent,
  retractConsent,
  settleContradiction,
  withdrawConsent,
} from './consent.commands.ts'
import { done, said } from './consent.fixture.ts'
import { consentState, contradictions } from './consent.state.ts'

const now = Date.parse('2026-11-22T09:00:00.000Z')
const context = testContext()
const told = (patient: Patient, draft: ConsentDraft) => done(recordConsent(patient, draft, context))
const central = (patient: Patient) => consentState(patient, 'central-system', now).kind
const codes = (draft: ConsentDraft) => {
  const result = recordConsent(examplePatient(), draft, context)
  return result.ok ? [] : result.error.map(({ code }) => code)
}

describe('a consent or refusal', () => {
  test('is written with who gave it, to whom, when and by which text, and the schema accepts it', () => {
    const patient = told(
      examplePatient(),
      said('disclosure', 'permit', {
        givenBy: { who: 'representative', name: ' Примерова О. П. ', kinship: 'дочь' },
        persons: [{ name: ' Примеров И. И. ', relation: 'муж' }, { name: ' ' }],
      }),
    )
    expect(patientSchema.safeParse(patient).error?.issues).toBeUndefined()
    expect(patient.consents).toMatchObject([
      {
        kind: 'disclosure',
        decision: 'permit',
        givenBy: { who: 'representative', name: 'Примерова О. П.', kinship: 'дочь' },
        givenAt: '2026-11-22T09:00:00.000Z',
        recordedBy: { id: 'practitioner:example' },
        textVersion: 'disclosure/test',
        persons: [{ name: 'Примеров И. И.', relation: 'муж' }],
      },
    ])
  })
  test.each<[ConsentDraft, string[]]>([
    [
      said('central-system', 'deny', { givenBy: { who: 'representative' } }),
      ['consent.no-representative', 'consent.no-kinship'],
    ],
    [said('central-system', 'deny', { until: '2026-11-21' }), ['consent.until-is-past']],
    [said('central-system', 'deny', { until: '2026-02-30' }), ['consent.no-such-date']],
    [said('disclosure', 'permit'), ['consent.nobody-named']],
    [said('disclosure', 'deny'), []],
    [said('intervention', 'deny'), ['consent.no-intervention']],
    [said('central-system', 'deny', { until: '2026-11' }), []],
  ])('%j: %j', (draft, expected) => {
    expect(codes(draft)).toEqual(expected)
  })
  test('takes the place of what was said of the same matter before', () => {
    const refused = told(examplePatient(), said('central-system', 'deny'))
    expect(central(refused)).toBe('refused')
    const agreed = told(refused, said('central-system', 'permit'))
    expect(agreed.consents).toHaveLength(2)
    expect(central(agreed)).toBe('permitted')
    expect(central(told(agreed, said('telemedicine', 'deny')))).toBe('permitted')
  })
  test('of one intervention says nothing of another', () => {
    const patient = told(examplePatient(), said('intervention', 'deny', { about: 'Прививка АДС-М' }))
    expect(consentState(patient, 'intervention', now, 'прививка адс-м ').kind).toBe('refused')
    expect(consentState(patient, 'intervention', now, 'Гастроскопия').kind).toBe('unasked')
  })
  test('that was taken back stays in the card, and a later consent holds again', () => {
    const agreed = told(examplePatient(), said('central-system', 'permit'))
    const back = done(withdrawConsent(agreed, agreed.consents![0]!.id, context, 'передумал'))
    expect(central(back)).toBe('withdrawn')
    expect(back.consents![0]!.withdrawn).toMatchObject({ reason: 'передумал' })
    expect(central(told(back, said('central-system', 'permit')))).toBe('permitted')
  })
  test('ends with its last day', () => {
    const patient = told(examplePatient(), said('central-system', 'deny', { until: '2026-11-30' }))
    expect(central(patient)).toBe('refused')
    expect(consentState(patient, 'central-system', Date.parse('2026-11-30T20:59:00Z'))).toMatchObject({
      kind: 'refused',
    })
    expect(consentState(patient, 'central-system', Date.parse('2026-11-30T21:01:00Z')).kind).toBe('unasked')
  })
  test('that was written by mistake never held, and what it replaced holds again', () => {
    const refused = told(examplePatient(), said('central-system', 'deny'))
    const agreed = told(refused, said('central-system', 'permit'))
    const back = done(retractConsent(agreed, agreed.consents![1]!.id, context))
    expect(central(back)).toBe('refused')
    expect(back.consents).toHaveLength(2)
  })
  test('keeps when its paper was signed', () => {
    const refused = told(examplePatient(), said('central-system', 'deny'))
    const signed = done(markPaperSigned(refused, refused.consents![0]!.id, context))
    expect(signed.consents![0]!.paper).toMatchObject({ at: '2026-11-22T09:00:00.000Z' })
  })
  test('that is not there is a problem, not a change', () => {
    expect(withdrawConsent(examplePatient(), 'consent:none', context)).toMatchObject({ ok: false })
  })
})

describe('a contradiction', () => {
  const refused = told(examplePatient(), said('central-system', 'deny')).consents![0]!
  const agreed = told(examplePatient(), said('central-system', 'permit')).consents![0]!
  const both = examplePatient({ consents: [refused, agreed] })
  test('of two stations is a refusal until a person decides', () => {
    expect(consentState(both, 'central-system', now)).toEqual({
      kind: 'refused',
      by: refused,
      contradiction: true,
    })
    expect(contradictions(both)).toHaveLength(1)
  })
  test('is settled either way', () => {
    const permitted = done(settleContradiction(both, agreed.id, context))
    expect(central(permitted)).toBe('permitted')
    expect(contradictions(permitted)).toEqual([])
    expect(
      consentState(done(settleContradiction(both, refused.id, context)), 'central-system', now),
    ).toMatchObject({
      kind: 'refused',
      contradiction: false,
    })
  })
  test('settled differently by two persons is one again, and the refusal holds', () => {
    const [one, other] = [agreed, refused].map((kept) => done(settleContradiction(both, kept.id, context)))
    const met = examplePatient({ consents: [other!.consents![0]!, one!.consents![1]!] })
    expect(consentState(met, 'central-system', now)).toMatchObject({ kind: 'refused', contradiction: true })
  })
})
