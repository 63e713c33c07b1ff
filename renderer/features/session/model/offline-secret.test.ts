import { describe, expect, it } from 'vitest'
import { makeOfflineSecret, matchesOfflineSecret, sameBytes, secretCost } from './offline-secret.ts'

const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }
const random = (length: number) => Uint8Array.from({ length }, (_, i) => i)

describe('the offline secret', () => {
  it('knows the password again and no other', async () => {
    const secret = await makeOfflineSecret('пароль', random, cheap)
    expect(await matchesOfflineSecret('пароль', secret, cheap)).toBe(true)
    expect(await matchesOfflineSecret('пароль ', secret, cheap)).toBe(false)
    expect(await matchesOfflineSecret('', { ...secret, hash: new Uint8Array() }, cheap)).toBe(false)
  })

  it('takes one password in either Unicode form', async () => {
    const secret = await makeOfflineSecret('й'.normalize('NFD'), random, cheap)
    expect(await matchesOfflineSecret('й'.normalize('NFC'), secret, cheap)).toBe(true)
  })

  it('refuses a secret that somebody has made cheap to guess', async () => {
    const weak = await makeOfflineSecret('пароль', random, cheap)
    expect(await matchesOfflineSecret('пароль', weak)).toBe(false)
  })

  it('costs 64 MiB and three passes', () => {
    expect(secretCost).toEqual({ memoryKiB: 65_536, iterations: 3, parallelism: 1 })
  })

  it('compares lengths and every byte', () => {
    expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true)
    expect(sameBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3]))).toBe(false)
    expect(sameBytes(new Uint8Array([1]), new Uint8Array([1, 0]))).toBe(false)
  })
})
