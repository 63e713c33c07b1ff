import { expect, test } from 'vitest'
import { refusalReason } from './refusal-reason.ts'

test("our server's own code stands before its words", () => {
  const reason = { code: 'forbidden', text: 'scope.role: Ваша роль не позволяет' }
  expect(refusalReason(reason)).toEqual({ code: 'scope.role', fields: [] })
})

test('the fields that are filled in wrongly follow the words', () => {
  const text = 'document.schema: Документ заполнен неверно, проверьте поля: birthDate, contacts.0.value'
  expect(refusalReason({ code: 'forbidden', text })).toEqual({
    code: 'document.schema',
    fields: ['birthDate', 'contacts.0.value'],
  })
})

test('any other refusal keeps its code', () => {
  expect(refusalReason({ code: 'server.too-large', text: 'HTTP 413' }).code).toBe('server.too-large')
})
