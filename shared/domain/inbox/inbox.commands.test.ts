import { describe, expect, it } from 'vitest'
import { testContext } from '../common/test-context.ts'
import type { Condition } from '../condition/condition.schema.ts'
import type { Patient } from '../patient/patient.schema.ts'
import { isSettledByFields } from './conflict-choice.ts'
import { valueAt, withValueAt } from './document-path.ts'
import { reopenItem, resolveItem } from './inbox.commands.ts'
import type { ConflictField, InboxItem } from './inbox.schema.ts'
import { retractEdited, settleConflict, undoSettlement } from './settlement.commands.ts'

const context = testContext()
const envelope = {
  schemaVersion: 1,
  clinicId: 'demo',
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-01T08:00:00.000Z-0000-station1',
  author: { id: 'practitioner:p1', name: 'Ковалёва А. И.', role: 'doctor' as const },
}
const patient: Patient = {
  ...envelope,
  id: 'patient:p1',
  type: 'patient',
  name: { family: 'Бобрик', given: 'Алеся' },
  sex: 'female',
  birthDate: '1994-12-17',
  note: 'живёт одна',
  address: { street: 'ул. Мира' },
}
const conflict = (...fields: ConflictField[]): InboxItem => ({
  ...envelope,
  id: 'inbox:c1',
  type: 'inbox',
  kind: 'conflict',
  status: 'open',
  documentId: 'patient:p1',
  documentType: 'patient',
  fields,
  occurredAt: '2026-11-22T08:00:00.000Z',
})

describe('paths inside a document', () => {
  const document = {
    allergies: [
      { id: 'allergy:a', reaction: 'сыпь' },
      { id: 'allergy:a.b', reaction: 'отёк' },
    ],
  }

  it('finds an item by its id, even one with a point in it', () => {
    expect(valueAt(document, 'allergies.allergy:a.b.reaction')).toBe('отёк')
    expect(valueAt(document, 'allergies.allergy:a.reaction')).toBe('сыпь')
    expect(valueAt(document, 'allergies.allergy:zzz.reaction')).toBeUndefined()
  })

  it('changes one place and leaves the input alone', () => {
    const changed = withValueAt(document, 'allergies.allergy:a.reaction', 'зуд')
    expect(valueAt(changed, 'allergies.allergy:a.reaction')).toBe('зуд')
    expect(document.allergies[0]?.reaction).toBe('сыпь')
  })

  it('takes an item away and brings one back', () => {
    const without = withValueAt(document, 'allergies.allergy:a', undefined)
    expect(without.allergies.map(({ id }) => id)).toEqual(['allergy:a.b'])
    const again = withValueAt(without, 'allergies.allergy:a', document.allergies[0])
    expect(again.allergies).toContainEqual({ id: 'allergy:a', reaction: 'сыпь' })
  })

  it('makes the way to a member that is not there', () => {
    expect(withValueAt({}, 'address.street', 'ул. Мира')).toEqual({ address: { street: 'ул. Мира' } })
    expect(withValueAt({}, 'allergies.allergy:a', { id: 'allergy:a' })).toEqual({
      allergies: [{ id: 'allergy:a' }],
    })
  })
})

describe('settling a conflict', () => {
  it('puts each choice in its place and resolves the item', () => {
    const item = conflict(
      { path: 'name.family', local: 'Бобрик-Савич', server: 'Бобрик' },
      { path: 'address.street', local: 'ул. Лесная', server: 'ул. Мира' },
    )
    const settled = settleConflict(
      item,
      patient,
      { 'name.family': 'local', 'address.street': 'server' },
      context,
    )
    expect(settled).toMatchObject({
      ok: true,
      value: {
        document: { name: { family: 'Бобрик-Савич', given: 'Алеся' }, address: { street: 'ул. Мира' } },
        item: { status: 'resolved', resolution: { choice: 'fields' } },
      },
    })
  })

  it('keeps both texts, neither lost', () => {
    const item = conflict({ path: 'note', local: 'глухая', server: 'живёт с дочерью' })
    const settled = settleConflict(item, patient, { note: 'both' }, context)
    const note = settled.ok ? (settled.value.document as Patient).note : ''
    expect(note).toContain('глухая')
    expect(note).toContain('живёт с дочерью')
  })

  it('leaves what was edited since the conflict as it stands', () => {
    const item = conflict({ path: 'name.family', local: 'А', server: 'Б' })
    const settled = settleConflict(item, { ...patient, bloodGroup: 'A(II)' }, {}, context)
    expect(settled.ok && settled.value.document).toMatchObject({
      bloodGroup: 'A(II)',
      name: { family: 'Бобрик' },
    })
  })

  it('refuses a result that is no valid document', () => {
    const item = conflict({ path: 'birthDate', local: '1994-99-99', server: '1994-12-17' })
    expect(settleConflict(item, patient, { birthDate: 'local' }, context)).toEqual({
      ok: false,
      error: { path: 'birthDate' },
    })
  })

  it('notes the decision in the document and what stood before in the item', () => {
    const item = conflict({ path: 'name.family', local: 'Савич', server: 'Бобрик' })
    const settled = settleConflict(item, patient, { 'name.family': 'local' }, context)
    if (!settled.ok) throw new Error('not settled')
    const { document } = settled.value
    expect(document.decided).toEqual({ 'name.family': document.updatedAt })
    expect(settled.value.item.resolution?.fields).toEqual([
      { path: 'name.family', choice: 'local', before: 'Бобрик', after: 'Савич' },
    ])
  })

  it('is taken back later: what was settled goes back, what others wrote since stays', () => {
    const item = conflict(
      { path: 'name.family', local: 'Савич', server: 'Бобрик' },
      { path: 'address.street', local: 'ул. Лесная', server: 'ул. Мира' },
    )
    const choices = { 'name.family': 'local', 'address.street': 'local' } as const
    const settled = settleConflict(item, patient, choices, context)
    if (!settled.ok) throw new Error('not settled')
    const since = {
      ...(settled.value.document as Patient),
      bloodGroup: 'A(II)',
      address: { street: 'ул. Новая' },
    }
    const undone = undoSettlement(settled.value.item, since, context)
    if (!undone.ok) throw new Error('not undone')
    expect(undone.value.document).toMatchObject({
      name: { family: 'Бобрик' },
      bloodGroup: 'A(II)',
      address: { street: 'ул. Новая' },
    })
    expect(undone.value.kept).toEqual(['address.street'])
    expect(undone.value.item).not.toHaveProperty('resolution')
  })

  it('marks the edited side of a deletion as entered in error, and takes that back', () => {
    const condition: Condition = {
      ...envelope,
      id: 'condition:1',
      type: 'condition',
      patientId: 'patient:p1',
      coding: { system: 'icd-10', code: 'I10', display: 'Эссенциальная гипертензия' },
      clinicalStatus: 'active',
    }
    const item = { ...conflict({ path: '', local: 'edited', server: 'deleted' }), documentType: 'condition' }
    const done = retractEdited(item, condition, context)!
    expect(done.document).toMatchObject({ clinicalStatus: 'entered-in-error' })
    const undone = undoSettlement(done.item, done.document, context)
    expect(undone.ok && undone.value.document).toMatchObject({ clinicalStatus: 'active' })
    expect(retractEdited(item, patient, context)).toBeUndefined()
  })

  it('settles the state of a signed prescription, never its dose', () => {
    const of = (path: string) => ({ ...conflict({ path }), documentType: 'prescription' })
    expect(isSettledByFields(of('status'))).toBe(true)
    expect(isSettledByFields(of('dosage'))).toBe(false)
  })

  it('is undone without a trace of the resolution', () => {
    const item = conflict()
    const again = reopenItem(resolveItem(item, 'seen', context), context)
    expect(again.status).toBe('open')
    expect(again).not.toHaveProperty('resolution')
  })

  it('never offers to change a signed record', () => {
    expect(isSettledByFields({ ...conflict(), documentType: 'visit' })).toBe(false)
    expect(isSettledByFields(conflict({ path: '' }))).toBe(false)
    expect(isSettledByFields(conflict({ path: 'note' }))).toBe(true)
  })
})
