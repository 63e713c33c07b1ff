import { expect, it } from 'vitest'
import { createStationName, holdsPeople } from './station-name.ts'

function storage() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

it('the name of a PC is made once, kept, and another one after it was forgotten', () => {
  let made = 0
  const kept = storage()
  const makeId = (type: string) => `${type}:01HX${made++}`
  const station = createStationName(kept, makeId)
  expect([station.get(), station.get()]).toEqual(['01hx0', '01hx0'])
  expect(createStationName(kept, makeId).get()).toBe('01hx0')
  station.forget()
  expect([station.get(), station.get()]).toEqual(['01hx1', '01hx1'])
})

it('a PC has people while somebody, or the sheet in the safe, has its keys, and where nobody can say', async () => {
  const list = async () => []
  const sheet = async () => undefined
  expect(await holdsPeople({ list, sheet })).toBe(false)
  expect(await holdsPeople({ list: async () => [{}], sheet })).toBe(true)
  expect(await holdsPeople({ list, sheet: async () => ({}) })).toBe(true)
  expect(await holdsPeople({ list: () => Promise.reject(new Error('no store')), sheet })).toBe(true)
})
