// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { forgetAllStores, holdsStores, storeWitness, takeEmptied } from './store-witness.ts'

beforeEach(() => localStorage.clear())

it('tells once that what this PC held is gone', () => {
  storeWitness(localStorage).note('clinic-demo')
  expect(takeEmptied(localStorage, () => true)).toBe(false)
  expect(takeEmptied(localStorage, () => false)).toBe(true)
  expect(takeEmptied(localStorage, () => false)).toBe(false)
})

it('knows whether another database of this PC is still there', () => {
  storeWitness(localStorage).note('clinic-demo')
  storeWitness(localStorage).note('clinic-other')
  expect(takeEmptied(localStorage, (database) => database === 'clinic-other')).toBe(true)
  expect(holdsStores(localStorage)).toBe(true)
  takeEmptied(localStorage, () => false)
  expect(holdsStores(localStorage)).toBe(false)
})

it('says nothing of a PC that was wiped on purpose, and leaves the rest of the settings', () => {
  localStorage.setItem('lekar.station', 'one')
  storeWitness(localStorage).note('clinic-demo')
  forgetAllStores(localStorage)
  expect(takeEmptied(localStorage, () => false)).toBe(false)
  expect(localStorage.getItem('lekar.station')).toBe('one')
})
