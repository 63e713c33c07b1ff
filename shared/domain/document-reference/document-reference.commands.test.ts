import { expect, test } from 'vitest'
import { testContext } from '../common/test-context.ts'
import {
  addDocumentReference,
  type DocumentReferenceDraft,
  describeDocumentReference,
  restoreDocumentReference,
  retractDocumentReference,
} from './document-reference.commands.ts'
import { isOtherPaper } from './document-reference.immutable.ts'
import { type DocumentReference, documentReferenceSchema } from './document-reference.schema.ts'

const content = { contentType: 'application/pdf', size: 1200, fileId: `file:${'a'.repeat(43)}` }
const draft: DocumentReferenceDraft = { description: ' Выписка из ЦРБ ', kind: 'discharge-summary' }
const added = (changes: Partial<DocumentReferenceDraft> = {}): DocumentReference => {
  const about = { patientId: 'patient:1', visitId: 'visit:1' }
  const result = addDocumentReference(about, { ...draft, ...changes }, content, testContext())
  if (!result.ok) throw new Error(result.error[0]!.code)
  return result.value
}

test('a paper that is added names its patient, its visit, who brought it and what it holds', () => {
  const reference = added({ date: '2026-10' })
  expect(documentReferenceSchema.safeParse(reference).success).toBe(true)
  expect(reference).toMatchObject({
    status: 'current',
    description: 'Выписка из ЦРБ',
    date: '2026-10',
    visitId: 'visit:1',
    addedBy: testContext().author,
    content,
  })
})

test.each([
  [{ description: '  ' }, 'document-reference.no-title'],
  [{ description: 'я'.repeat(501) }, 'document-reference.long-title'],
  [{ date: '31.02.2026' }, 'document-reference.no-such-date'],
  [{ date: '2027' }, 'document-reference.date-in-future'],
])('%j is refused: %s', (changes, code) => {
  const result = addDocumentReference(
    { patientId: 'patient:1' },
    { ...draft, ...changes },
    content,
    testContext(),
  )
  expect(result.ok ? [] : result.error.map((each) => each.code)).toEqual([code])
})

test('other words keep the paper, whose it is and what only a newer version knows', () => {
  const before = { ...added({ date: '2026' }), futureMark: 1 }
  const result = describeDocumentReference(before, { description: 'ЭКГ', kind: 'ecg' }, testContext())
  expect(result).toMatchObject({
    ok: true,
    value: { description: 'ЭКГ', kind: 'ecg', futureMark: 1, content },
  })
  expect(result.ok && result.value.date).toBeUndefined()
  expect(result.ok && isOtherPaper(before, result.value)).toBe(false)
})

test('a paper entered in error stays with its content and a reason, and comes back', () => {
  const wrong = retractDocumentReference(added(), ' чужой снимок ', testContext())
  expect(wrong).toMatchObject({ status: 'entered-in-error', statusReason: 'чужой снимок', content })
  expect(isOtherPaper(added(), { ...wrong, patientId: 'patient:2' })).toBe(true)
  const back = restoreDocumentReference(wrong, testContext())
  expect(back.status).toBe('current')
  expect(back).not.toHaveProperty('statusReason')
})
