import { describe, expect, it } from 'vitest'
import { lockCost, makeLock, openLock } from './user-lock.ts'

const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }
const random = (length: number) => Uint8Array.from({ length }, (_, i) => i)
const content = { word: 'тайна' }

describe('the lock of a user', () => {
  it('opens with the password and no other, for its user and no other', async () => {
    const lock = await makeLock('doctor', 'пароль', content, random, cheap)
    expect(await openLock('doctor', 'пароль', lock, cheap)).toEqual(content)
    expect(await openLock('doctor', 'пароль ', lock, cheap)).toBeUndefined()
    expect(await openLock('feldsher', 'пароль', lock, cheap)).toBeUndefined()
    expect(new TextDecoder().decode(lock.sealed)).not.toContain('тайна')
  })

  it('takes one password in either Unicode form', async () => {
    const lock = await makeLock('doctor', 'й'.normalize('NFD'), content, random, cheap)
    expect(await openLock('doctor', 'й'.normalize('NFC'), lock, cheap)).toEqual(content)
  })

  it('is refused when somebody has made it cheap to guess', async () => {
    const weak = await makeLock('doctor', 'пароль', content, random, cheap)
    expect(await openLock('doctor', 'пароль', weak)).toBeUndefined()
    const strong = { ...cheap, iterations: 2 }
    const lock = await makeLock('doctor', 'пароль', content, random, strong)
    expect(await openLock('doctor', 'пароль', { ...lock, iterations: 1 }, cheap)).toBeUndefined()
  })

  it('does not open after any bit of it was changed', async () => {
    const lock = await makeLock('doctor', 'пароль', content, random, cheap)
    for (let bit = 0; bit < lock.sealed.length * 8; bit += 3) {
      const sealed = lock.sealed.slice()
      sealed[bit >> 3]! ^= 1 << (bit & 7)
      expect(await openLock('doctor', 'пароль', { ...lock, sealed }, cheap)).toBeUndefined()
    }
  })

  it('costs 64 MiB and three passes', () => {
    expect(lockCost).toEqual({ memoryKiB: 65_536, iterations: 3, parallelism: 1 })
  })
})
