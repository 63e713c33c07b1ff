import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { examplePatient } from '../patient/patient.fixture.ts'
import type { Patient } from '../patient/patient.schema.ts'
import { recordConsent, withdrawConsent } from './consent.commands.ts'
import { done, said } from './consent.fixture.ts'
import { mayDisclose, mayExport, mayPrint, mayShare } from './consent.permission.ts'
import { type ConsentKind, consentKinds } from './consent.schema.ts'
import { endLegalGround, liftRestriction, recordLegalGround, restrictCard } from './restriction.commands.ts'

const now = Date.parse('2026-11-22T09:00:00.000Z')
const context = testContext()
const head = { ...context, author: { ...context.author, role: 'admin' as const } }
const told = (patient: Patient, kind: ConsentKind, decision: 'permit' | 'deny') =>
  done(
    recordConsent(
      patient,
      said(kind, decision, kind === 'intervention' ? { about: 'Прививка' } : {}),
      context,
    ),
  )
const demand = {
  ground: 'court',
  demandedBy: 'Суд Примерского района',
  number: '17',
  demandedOn: '2026-11-20',
  until: '2026-12-01',
}

describe('exporting and sharing', () => {
  test('stand open to a card of which nobody spoke, telemedicine does not', () => {
    expect(mayExport(examplePatient(), now)).toEqual({ allowed: true })
    expect(mayShare(examplePatient(), now)).toEqual({
      allowed: false,
      because: 'unasked',
      kind: 'telemedicine',
    })
  })
  test('stop with a refusal of the central system', () => {
    const refused = told(told(examplePatient(), 'telemedicine', 'permit'), 'central-system', 'deny')
    const answer = { allowed: false, because: 'refused', kind: 'central-system' }
    expect(mayExport(refused, now)).toEqual(answer)
    expect(mayShare(refused, now)).toEqual(answer)
    expect(mayPrint(refused, now)).toEqual({ allowed: true })
  })
  test('stop when the consent to process personal data is taken back', () => {
    const agreed = told(examplePatient(), 'personal-data', 'permit')
    const back = done(withdrawConsent(agreed, agreed.consents![0]!.id, context))
    expect(mayExport(back, now)).toEqual({ allowed: false, because: 'withdrawn', kind: 'personal-data' })
  })
  test('follow one rule: a refusal is never outweighed by consents of other kinds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.constantFrom(...consentKinds), fc.constantFrom('permit' as const, 'deny' as const)),
        ),
        (words) => {
          const spoken = words.filter(([kind, decision]) => !(kind === 'disclosure' && decision === 'permit'))
          const patient = spoken.reduce(
            (card, [kind, decision]) => told(card, kind, decision),
            examplePatient(),
          )
          const last = (kind: ConsentKind) => spoken.findLast(([said]) => said === kind)?.[1]
          const expected = last('personal-data') !== 'deny' && last('central-system') !== 'deny'
          expect(mayExport(patient, now).allowed).toBe(expected)
          expect(mayShare(patient, now).allowed).toBe(expected && last('telemedicine') === 'permit')
        },
      ),
    )
  })
})

describe('a restriction of processing', () => {
  const restricted = done(restrictCard(examplePatient(), { ground: 'court' }, context))
  test('stops exporting, sharing, telling and printing', () => {
    const answer = { allowed: false, because: 'restricted' }
    for (const may of [mayExport, mayShare, mayPrint]) expect(may(restricted, now)).toEqual(answer)
    expect(mayDisclose(restricted, 'Примеров И. И.', now)).toEqual(answer)
  })
  test('is lifted with a reason only', () => {
    const id = restricted.restrictions![0]!.id
    expect(liftRestriction(restricted, id, ' ', context)).toMatchObject({
      error: [{ code: 'consent.no-reason' }],
    })
    expect(mayExport(done(liftRestriction(restricted, id, 'решение суда', context)), now).allowed).toBe(true)
  })
  test('needs a ground of the dated table', () => {
    expect(restrictCard(examplePatient(), { ground: 'mood' }, context)).toMatchObject({
      error: [{ code: 'consent.no-ground' }],
    })
  })
})

describe('a legal ground', () => {
  const refused = told(examplePatient(), 'central-system', 'deny')
  test('is put above a refusal by an administrator or head doctor alone, and has an end', () => {
    expect(recordLegalGround(refused, demand, context)).toMatchObject({
      error: [{ code: 'consent.ground-not-yours' }],
    })
    const demanded = done(recordLegalGround(refused, demand, head))
    expect(mayExport(demanded, now)).toEqual({ allowed: true, groundId: demanded.legalGrounds![0]!.id })
    expect(mayExport(demanded, Date.parse('2026-12-02T09:00:00Z')).allowed).toBe(false)
    const ended = done(endLegalGround(demanded, demanded.legalGrounds![0]!.id, '', head))
    expect(mayExport(ended, now).allowed).toBe(false)
  })
  test('without a known ground, a demand or dates is refused', () => {
    expect(
      recordLegalGround(
        refused,
        { ground: 'mood', demandedBy: ' ', demandedOn: '2026-12-01', until: '2026-11-01' },
        head,
      ),
    ).toMatchObject({
      error: [
        { code: 'consent.no-ground' },
        { code: 'consent.no-demand' },
        { code: 'consent.no-such-date' },
        { code: 'consent.until-is-past' },
      ],
    })
  })
})

test('only named persons are told, and nobody after a refusal', () => {
  const named = done(
    recordConsent(
      examplePatient(),
      said('disclosure', 'permit', { persons: [{ name: 'Примеров Иван Иванович', relation: 'муж' }] }),
      context,
    ),
  )
  expect(mayDisclose(examplePatient(), 'Примеров Иван Иванович', now)).toMatchObject({ because: 'unasked' })
  expect(mayDisclose(named, ' примеров иван иванович', now)).toEqual({ allowed: true })
  expect(mayDisclose(named, 'Примеров Пётр Иванович', now)).toMatchObject({ because: 'unasked' })
  expect(mayDisclose(told(named, 'disclosure', 'deny'), 'Примеров Иван Иванович', now)).toMatchObject({
    because: 'refused',
  })
})
