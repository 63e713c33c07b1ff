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
