import { describe, expect, it } from 'vitest'
import { createKnownKeys } from './known-keys.ts'

const many = (prefix: string, count = 150) => Array.from({ length: count }, (_, i) => `${prefix}${i}`)

describe('the keys of a store', () => {
  it('leave only what may be there, by one reading', async () => {
    let readings = 0
    const keys = createKnownKeys(async () => {
      readings += 1
      return ['a1', 'a5']
    })
    expect(await keys.mayBeThere(many('a'))).toEqual(['a1', 'a5'])
    expect(await keys.mayBeThere(many('b'))).toEqual([])
    expect(readings).toBe(1)
    keys.forget()
  })

  it('are not read for a few', async () => {
    const keys = createKnownKeys(() => Promise.reject(new Error('not read')))
    expect(await keys.mayBeThere(['a1'])).toEqual(['a1'])
  })

  it('know what is written while they are being read', async () => {
    let answer: (keys: string[]) => void = () => undefined
    const keys = createKnownKeys(() => new Promise((resolve) => (answer = resolve)))
    const asked = keys.mayBeThere(many('a'))
    keys.add(['a7'])
    answer(['a1'])
    expect(await asked).toEqual(['a1', 'a7'])
    keys.forget()
  })

  it('are read again after a reading that failed', async () => {
    let fails = true
    const keys = createKnownKeys(async () => {
      if (fails) throw new Error('disk')
      return ['a1']
    })
    await expect(keys.mayBeThere(many('a'))).rejects.toThrow('disk')
    fails = false
    expect(await keys.mayBeThere(many('a'))).toEqual(['a1'])
    keys.forget()
  })
})
