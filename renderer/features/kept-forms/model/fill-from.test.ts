import { expect, test } from 'vitest'
import { fillFrom } from './fill-from.ts'

test('what was kept by an older program fills the form as far as it fits', () => {
  const start = {
    text: '',
    until: undefined as string | undefined,
    name: { family: '', given: 'А' },
    list: ['x'],
  }
  expect(
    fillFrom(start, { text: 'кашель', until: '2026-12-01', name: { family: 'Первова' }, list: 'y' }),
  ).toEqual({
    text: 'кашель',
    until: '2026-12-01',
    name: { family: 'Первова', given: 'А' },
    list: ['x'],
  })
  expect(fillFrom(start, 'nothing of a form')).toBe(start)
})

test('an empty field that was emptied stays empty', () => {
  expect(fillFrom({ phones: ['+375 29', ''] }, { phones: ['', ''] })).toEqual({ phones: ['', ''] })
})

test('an optional field that was emptied stays empty, whatever stands there now', () => {
  const base = { text: 'а', reaction: 'сыпь' as string | undefined }
  expect(fillFrom(base, { text: 'а' }, base)).toEqual({ text: 'а' })
  expect(fillFrom({ ...base, reaction: 'отёк' }, { text: 'а' }, base, true)).toEqual({ text: 'а' })
})

test('what nobody typed over follows what is written already, where the form follows it', () => {
  const base = { text: 'а', note: 'б', coding: { code: 'J06', name: 'ОРИ' }, gone: 'г' as string | undefined }
  const now = { text: 'а2', note: 'б2', coding: { code: 'J10', name: 'грипп' }, added: 'д' }
  const kept = { ...base, note: 'моё' }
  expect(fillFrom<object>(now, kept, base, true)).toEqual({ ...now, note: 'моё' })
  expect(fillFrom<object>(now, kept, base)).toEqual({ ...kept, added: 'д' })
})
