import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'

test.each([
  ['ivanav', 'ivanav', 0],
  ['ivanav', 'ivanov', 1],
  ['ivanav', 'ivnav', 1],
  ['ivanav', 'ivannav', 1],
  ['ivanav', 'ivnaav', 1],
  ['ivanav', 'iavnva', 2],
])('%s to %s costs %i', (a, b, cost) => {
  expect(editDistance(a, b, 3)).toBe(cost)
  expect(editDistance(b, a, 3)).toBe(cost)
})
test('more than the bound is the bound plus one', () => {
  expect(editDistance('ivanav', 'patrav', 2)).toBe(3)
  expect(editDistance('ivan', 'ivanavic', 2)).toBe(3)
})
test('a beginning may be compared alone', () => {
  expect(editDistance('ivna', 'ivanavic', 1, true)).toBe(1)
  expect(editDistance('kaval', 'kavalavic', 1, true)).toBe(0)
  expect(editDistance('kuvil', 'kavalavic', 1, true)).toBe(2)
})
test('longest words are compared without harm', () => {
  expect(editDistance('a'.repeat(200), 'a'.repeat(201), 1)).toBe(0)
})
