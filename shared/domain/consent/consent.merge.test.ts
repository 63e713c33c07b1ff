import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import { examplePatient } from '../patient/patient.fixture.ts'
import { mergePatient } from '../patient/patient.merge.ts'
import type { Patient } from '../patient/patient.schema.ts'
import { recordConsent, retractConsent, withdrawConsent } from './consent.commands.ts'
import { done, said } from './consent.fixture.ts'
import { consentUpdateProblem } from './consent.immutable.ts'
import { mayExport } from './consent.permission.ts'

const now = Date.parse('2026-11-22T09:00:00.000Z')
/** Each station makes ids of its own. */
function station(name: string) {
  const context = testContext()
  let last = 0
  return { ...context, makeId: (type: string) => `${type}:${name}${++last}` }
}
type Deed = 'permit' | 'deny' | 'withdraw' | 'retract'
const deed = fc.constantFrom<Deed>('permit', 'deny', 'withdraw', 'retract')

function doIt(patient: Patient, what: Deed, context: ReturnType<typeof station>): Patient {
  if (what === 'permit' || what === 'deny')
    return done(recordConsent(patient, said('central-system', what), context))
  const last = patient.consents?.findLast(({ retracted }) => !retracted)
  if (!last) return patient
  return done((what === 'withdraw' ? withdrawConsent : retractConsent)(patient, last.id, context))
}

describe('a refusal at one station and a consent at another', () => {
  const base = examplePatient()
  const refusal = doIt(base, 'deny', station('a'))
  const consent = doIt(base, 'permit', station('b'))
  test.each([
    [refusal, consent],
    [consent, refusal],
  ])('is a refusal, both are kept, and a person is asked', (local, server) => {
    const { document, conflicts } = mergePatient({ base, local, server })
    expect(document.consents).toHaveLength(2)
    expect(mayExport(document, now)).toEqual({ allowed: false, because: 'refused', kind: 'central-system' })
    expect(conflicts).toEqual([{ path: 'consents', local: local.consents, server: server.consents }])
  })
  test('is asked once: merging what was merged makes no new record', () => {
    const { document } = mergePatient({ base, local: refusal, server: consent })
    expect(mergePatient({ base: consent, local: document, server: consent }).conflicts).toEqual([])
  })
})

test('whatever three stations do and in whatever order they arrive, a refusal that stands at one of them holds', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(station) as [
    ReturnType<typeof station>,
    ReturnType<typeof station>,
    ReturnType<typeof station>,
  ]
  fc.assert(
    fc.property(
      fc.option(deed, { nil: undefined }),
      fc.tuple(
        fc.array(deed, { maxLength: 3 }),
        fc.array(deed, { maxLength: 3 }),
        fc.array(deed, { maxLength: 3 }),
      ),
      (before, deeds) => {
        const base = before ? doIt(examplePatient(), before, station('s')) : examplePatient()
        const edits = [a, b, c].map((context, at) =>
          deeds[at]!.reduce((card, what) => doIt(card, what, context), base),
        )
        const arrive = (order: number[]) =>
          order
            .map((at) => edits[at]!)
            .reduce((server, local) => mergePatient({ base, local, server }).document)
        const merged = arrive([0, 1, 2])
        const newRefusal = edits.some((edit) =>
          edit.consents?.some(
            ({ id, decision, withdrawn, retracted }, index, all) =>
              decision === 'deny' &&
              !withdrawn &&
              !retracted &&
              index === all.length - 1 &&
              !base.consents?.some((one) => one.id === id),
          ),
        )
        if (newRefusal) expect(mayExport(merged, now).allowed).toBe(false)
        const ids = (card: Patient) => (card.consents ?? []).map(({ id }) => id).sort()
        expect(ids(merged)).toEqual([...new Set(edits.flatMap(ids))].sort())
        for (const order of [
          [1, 0, 2],
          [2, 1, 0],
          [0, 2, 1],
        ])
          expect(mayExport(arrive(order), now)).toEqual(mayExport(merged, now))
      },
    ),
    { numRuns: 500 },
  )
})

describe('the record of what was said', () => {
  const refused = doIt(examplePatient(), 'deny', station('a'))
  const [record] = refused.consents!
  const changed = (change: object) => ({ ...refused, consents: [{ ...record, ...change }] })
  test('is neither taken away nor reworded', () => {
    expect(consentUpdateProblem(refused, { ...refused, consents: [] })).toBe('consent.immutable')
    expect(consentUpdateProblem(refused, examplePatient() as never)).toBe('consent.immutable')
    for (const change of [{ decision: 'permit' }, { givenAt: '2026-11-01T08:00:00Z' }, { about: 'x' }])
      expect(consentUpdateProblem(refused, changed(change))).toBe('consent.immutable')
  })
  test('may end and get its paper, and does not come back', () => {
    const act = { at: '2026-11-22T09:00:00Z', by: record!.recordedBy }
    expect(consentUpdateProblem(refused, changed({ paper: act, withdrawn: act }))).toBeUndefined()
    expect(consentUpdateProblem(changed({ withdrawn: act }), refused)).toBe('consent.immutable')
    expect(consentUpdateProblem(changed({ paper: act }), refused)).toBeUndefined()
  })
  test('passes every command', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 6 }), (deeds) => {
        let card = examplePatient()
        const context = station('a')
        for (const what of deeds) {
          const next = doIt(card, what, context)
          expect(consentUpdateProblem(card, next)).toBeUndefined()
          card = next
        }
      }),
    )
  })
})
