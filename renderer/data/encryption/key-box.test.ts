import { describe, expect, it } from 'vitest'
import { fillBox, makeBoxKeys, openBox } from './key-box.ts'

describe('a box of keys', () => {
  it('is filled by anybody and opened by its owner alone', async () => {
    const [owner, other] = [await makeBoxKeys(), await makeBoxKeys()]
    const box = await fillBox(owner.publicKey, { ключ: 'тайна' })
    expect(await openBox(owner.privateKey, box)).toEqual({ ключ: 'тайна' })
    expect(await openBox(other.privateKey, box)).toBeUndefined()
    expect(new TextDecoder().decode(box)).not.toContain('тайна')
  })

  it('is another one every time, and opens for nobody after any byte of it was changed', async () => {
    const owner = await makeBoxKeys()
    const box = await fillBox(owner.publicKey, 'тайна')
    expect(await fillBox(owner.publicKey, 'тайна')).not.toEqual(box)
    for (let at = 0; at < box.length; at++) {
      const changed = box.slice()
      changed[at]! ^= 1
      expect(await openBox(owner.privateKey, changed)).toBeUndefined()
    }
  })
})
