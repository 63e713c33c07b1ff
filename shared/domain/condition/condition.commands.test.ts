import { describe, expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import {
  addCondition,
  type ConditionDraft,
  editCondition,
  isOverdue,
  setConditionStatus,
} from './condition.commands.ts'
import { type Condition, conditionSchema } from './condition.schema.ts'

const coding = { system: 'icd-10', code: 'I10', display: 'Эссенциальная гипертензия' }
const draft = (changes: ConditionDraft = {}): ConditionDraft => ({ coding, ...changes })
const added = (typed: ConditionDraft, others: Condition[] = []): Condition => {
  const result = addCondition('patient:example', typed, others, testContext())
  if (!result.ok) throw new Error(result.error[0]!.code)
  return result.value
}
const codes = (typed: ConditionDraft, others: Condition[] = []) => {
  const result = addCondition('patient:example', typed, others, testContext())
  return result.ok ? [] : result.error.map(({ code }) => code)
}
const dispensary = { group: 'Д(III)', since: '2025-01', intervalMonths: 6, nextOn: '2026-05-01' }

test('a new entry is active and the schema accepts it', () => {
  const condition = added(draft({ onset: '2019', note: ' с семьёй ', dispensary }))
  expect(conditionSchema.safeParse(condition).success).toBe(true)
  expect(condition).toMatchObject({ clinicalStatus: 'active', onset: '2019', note: 'с семьёй', dispensary })
})

test.each([
  [{ coding: undefined }, 'condition.no-diagnosis'],
  [{ onset: '2027' }, 'condition.onset-in-future'],
  [{ onset: '12.03' }, 'condition.no-such-date'],
  [{ dispensary: { ...dispensary, group: '' } }, 'condition.no-group'],
  [{ dispensary: { ...dispensary, nextOn: '2024-01-01' } }, 'condition.next-before-since'],
])('%j is refused: %s', (changes, code) => {
  expect(codes({ ...draft(), ...changes } as ConditionDraft)).toEqual([code])
})

test('the same diagnosis twice is refused while the first is current', () => {
  const first = added(draft())
  expect(codes(draft(), [first])).toEqual(['condition.repeated'])
  expect(codes(draft(), [setConditionStatus(first, 'resolved', testContext())])).toEqual([])
})

describe('changing', () => {
  test('keeps what it does not own and drops what was emptied', () => {
    const before = { ...added(draft({ note: 'старая', dispensary })), visitId: 'visit:1', futureMark: 1 }
    const typed = draft({ dispensary: { group: 'Д(III)', since: '2025-01' } })
    const result = editCondition(before, typed, [before], testContext())
    expect(result).toMatchObject({ ok: true, value: { visitId: 'visit:1', futureMark: 1 } })
    expect(result.ok && result.value.note).toBeUndefined()
    expect(result.ok && result.value.dispensary).toEqual({ group: 'Д(III)', since: '2025-01' })
  })
})

describe('ending', () => {
  test('a resolved entry gets its day, a reopened one loses it', () => {
    const resolved = setConditionStatus(added(draft()), 'resolved', testContext())
    expect(resolved).toMatchObject({ clinicalStatus: 'resolved', abatement: '2026-11-22' })
    expect(setConditionStatus(resolved, 'active', testContext())).not.toHaveProperty('abatement')
  })
})

describe('a dispensary visit', () => {
  const condition = added(draft({ dispensary }))
  test('is overdue from the day after its date', () => {
    expect(isOverdue(condition, '2026-05-01')).toBe(false)
    expect(isOverdue(condition, '2026-05-02')).toBe(true)
  })
  test('known to the month is overdue in the next month', () => {
    const month = added(draft({ dispensary: { ...dispensary, nextOn: '2026-05' } }))
    expect(isOverdue(month, '2026-05-31')).toBe(false)
    expect(isOverdue(month, '2026-06-01')).toBe(true)
  })
  test('of a resolved problem is not awaited', () => {
    expect(isOverdue(setConditionStatus(condition, 'resolved', testContext()), '2027-01-01')).toBe(false)
  })
})
