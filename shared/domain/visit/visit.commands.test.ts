import { describe, expect, it } from 'vitest'
import type { Result } from '../../kit/result.ts'
import type { Condition } from '../condition/condition.schema.ts'
import { conditionSchema } from '../condition/condition.schema.ts'
import { amendVisit, cancelVisit, mayAmend, signVisit, startDraft } from './visit.commands.ts'
import { testDiagnosis, testDraft, testVisitContext } from './visit.fixture.ts'
import { copyFromVisit, problemsFromVisit } from './visit.reuse.ts'
import type { Visit, VisitDraft } from './visit.schema.ts'
import { visitDraftSchema, visitSchema } from './visit.schema.ts'
import { currentVersions, rivalVersions, versionsOf } from './visit.versions.ts'

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const codes = (result: Result<unknown, { code: string }[]>): string[] =>
  result.ok ? [] : result.error.map(({ code }) => code)

const signed = (overrides?: Partial<VisitDraft>): Visit =>
  value(signVisit(testDraft(overrides), testVisitContext()))

describe('starting and signing', () => {
  it('starts a draft that the schema accepts', () => {
    const draft = startDraft('patient:01TEST', 'home', testVisitContext())
    expect(visitDraftSchema.parse(draft)).toEqual(draft)
    expect(draft.startedAt).toBe('2026-11-22T09:00:00.000Z')
  })

  it('makes a visit that the schema accepts, with the draft id, version 1 and a signature', () => {
    const visit = signed()
    expect(visitSchema.parse(visit)).toEqual(visit)
    expect(visit).toMatchObject({
      id: 'visit:01TESTDRAFT',
      rootId: 'visit:01TESTDRAFT',
      version: 1,
      status: 'signed',
      signature: { practitionerId: 'practitioner:demo-doctor', signedAt: '2026-11-22T09:00:00.000Z' },
    })
    expect(visit).not.toHaveProperty('savedAt')
    expect(visit).not.toHaveProperty('replaces')
  })

  it('keeps every word, fields of a newer version included, and drops empty texts', () => {
    const visit = signed({
      history: '  ',
      plan: ' Режим\nпитьё ',
      fromTomorrow: { a: 1 },
    } as Partial<VisitDraft>)
    expect(visit).toMatchObject({ plan: 'Режим\nпитьё', fromTomorrow: { a: 1 } })
    expect(visit).not.toHaveProperty('history')
  })

  it('says everything that is missing, in the order of the form', () => {
    const result = signVisit(testDraft({ complaints: '', diagnoses: [] }), testVisitContext())
    expect(codes(result)).toEqual(['visit.no-content', 'visit.no-main-diagnosis'])
  })

  it('signs in spite of warnings', () => {
    expect(signVisit(testDraft({ vitals: { systolicMmHg: 120 } }), testVisitContext()).ok).toBe(true)
  })

  it('lets no registrar sign', () => {
    const author = { id: 'practitioner:r', name: 'Р', role: 'registrar' as const }
    expect(codes(signVisit(testDraft(), testVisitContext({ author })))).toEqual(['visit.role-may-not-sign'])
  })

  it('does not change the draft it signs', () => {
    const draft = Object.freeze(testDraft({ history: ' ' }))
    signVisit(draft, testVisitContext())
    expect(draft.history).toBe(' ')
  })
})

describe('amending', () => {
  it('becomes the next version that names what it replaces', () => {
    const first = signed({ plan: 'А', fromTomorrow: 1 } as Partial<VisitDraft>)
    const draft = amendVisit(first, testVisitContext())
    expect(visitDraftSchema.parse(draft)).toEqual(draft)
    expect(draft).toMatchObject({ plan: 'А', fromTomorrow: 1 })
    expect(draft).not.toHaveProperty('signature')
    const second = value(signVisit({ ...draft, plan: 'Б', amendmentReason: 'Описка' }, testVisitContext()))
    expect(second).toMatchObject({
      version: 2,
      replaces: first.id,
      rootId: first.id,
      amendmentReason: 'Описка',
      plan: 'Б',
    })
    expect(second.id).not.toBe(first.id)
    expect(first.plan).toBe('А')
    const third = amendVisit(second, testVisitContext())
    expect(third.replaces).toEqual({ id: second.id, version: 2, rootId: first.id })
    expect(third).not.toHaveProperty('amendmentReason')
  })

  it('needs a reason', () => {
    const draft = amendVisit(signed(), testVisitContext())
    expect(codes(signVisit(draft, testVisitContext()))).toEqual(['visit.no-amendment-reason'])
  })

  it('is not for imported and cancelled records', () => {
    expect(mayAmend({ ...signed(), status: 'imported' })).toBe(false)
    const cancelled = value(cancelVisit(signed(), 'Другой пациент', testVisitContext()))
    expect(mayAmend(cancelled)).toBe(false)
    expect(() => amendVisit(cancelled, testVisitContext())).toThrow()
  })

  it('cancels by a new version with a reason', () => {
    const first = signed()
    expect(codes(cancelVisit(first, '  ', testVisitContext()))).toEqual(['visit.no-amendment-reason'])
    const cancelled = value(cancelVisit(first, 'Другой пациент', testVisitContext()))
    expect(visitSchema.parse(cancelled)).toEqual(cancelled)
    expect(cancelled).toMatchObject({ status: 'entered-in-error', version: 2, replaces: first.id })
    expect(cancelled.id).not.toBe(first.id)
    expect(first.status).toBe('signed')
  })
})

describe('versions', () => {
  const first = signed()
  const amended = (id: string, version: number, replaces: string, updatedAt: string): Visit => ({
    ...first,
    id,
    version,
    replaces,
    updatedAt,
  })
  const second = amended('visit:02', 2, first.id, '2026-11-22T10:00:00.000Z-0000-a')
  const rival = amended('visit:03', 2, first.id, '2026-11-22T11:00:00.000Z-0000-b')

  it('takes the newest version of each visit, in whatever order they come', () => {
    const other = signed({ id: 'visit:09' })
    expect(currentVersions([second, other, first]).map(({ id }) => id)).toEqual(['visit:02', 'visit:09'])
    expect(currentVersions([first, rival, second])).toEqual(currentVersions([rival, second, first]))
    expect(versionsOf([rival, first, other, second], first.id).map(({ id }) => id)).toEqual([
      first.id,
      'visit:02',
      'visit:03',
    ])
  })

  it('names a parallel amendment as a rival until a later version replaces it', () => {
    expect(rivalVersions([first, second])).toEqual([])
    expect(rivalVersions([first, rival, second])).toEqual([second])
    const third = amended('visit:04', 3, rival.id, '2026-11-22T12:00:00.000Z-0000-a')
    expect(rivalVersions([first, second, rival, third])).toEqual([second])
  })
})

describe('using a visit again', () => {
  const chronic = testDiagnosis('I10', { course: 'chronic-first' })

  it('copies into what is empty and makes a new chronic diagnosis a known one', () => {
    const earlier = signed({
      complaints: 'Старые',
      plan: 'План',
      diagnoses: [chronic],
      vitals: { pulsePerMin: 70 },
    })
    const copy = copyFromVisit(testDraft({ complaints: 'Новые', diagnoses: [] }), earlier, testVisitContext())
    expect(copy).toMatchObject({ complaints: 'Новые', plan: 'План' })
    expect(copy.diagnoses[0]).toMatchObject({ course: 'chronic-known', coding: chronic.coding })
    expect(copy.diagnoses[0]!.id).not.toBe(chronic.id)
    expect(copy.vitals).toBeUndefined()
  })

  it('keeps diagnoses already chosen', () => {
    const draft = testDraft({ diagnoses: [testDiagnosis('J06.9')] })
    expect(copyFromVisit(draft, signed(), testVisitContext()).diagnoses).toEqual(draft.diagnoses)
  })

  it('puts chosen diagnoses on the problem list once', () => {
    const visit = signed({ diagnoses: [chronic, testDiagnosis('J06.9', { role: 'comorbidity' })] })
    const made = problemsFromVisit(visit, [chronic.id], [], testVisitContext())
    expect(made.map((condition) => conditionSchema.parse(condition))).toEqual(made)
    expect(made).toMatchObject([{ coding: { code: 'I10' }, clinicalStatus: 'active', visitId: visit.id }])
    expect(problemsFromVisit(visit, [chronic.id], made, testVisitContext())).toEqual([])
    const resolved: Condition[] = made.map((entry) => ({ ...entry, clinicalStatus: 'resolved' }))
    expect(problemsFromVisit(visit, [chronic.id], resolved, testVisitContext())).toHaveLength(1)
  })
})
