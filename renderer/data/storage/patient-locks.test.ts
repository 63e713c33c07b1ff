import { describe, expect, it } from 'vitest'
import { makeLocksPatient } from './patient-locks.ts'

type Work = (lock: Lock | null) => unknown

/** Hands locks out as Chromium does; `refusals` are what the next requests meet before their work begins. */
function locksThatRefuse(refusals: Error[]): { locks: LockManager; asked: string[] } {
  const asked: string[] = []
  const request = async (name: string, options: LockOptions, work: Work) => {
    asked.push(`${name} ${options.mode ?? 'exclusive'}`)
    const refusal = refusals.shift()
    if (refusal) throw refusal
    return work(options.ifAvailable ? null : { name, mode: options.mode ?? 'exclusive' })
  }
  const locks = { request, query: async () => ({}) } as unknown as LockManager
  makeLocksPatient(locks)
  return { locks, asked }
}
const whilePrinting = () => new Error('The provided callback is no longer runnable.')

describe('locks while a print dialog is open', () => {
  it('asks again when the work could not begin', async () => {
    const { locks, asked } = locksThatRefuse([whilePrinting(), whilePrinting()])
    expect(await locks.request('a', async () => 'done')).toBe('done')
    expect(asked).toEqual(['a exclusive', 'a exclusive', 'a exclusive'])
  })

  it('keeps what was asked for', async () => {
    const { locks, asked } = locksThatRefuse([whilePrinting()])
    expect(await locks.request('a', { mode: 'shared', ifAvailable: true }, (lock) => lock)).toBeNull()
    expect(asked).toEqual(['a shared', 'a shared'])
  })

  it('does not repeat work that began', async () => {
    const { locks, asked } = locksThatRefuse([])
    const failing = locks.request('a', () => Promise.reject(whilePrinting()))
    await expect(failing).rejects.toThrow('no longer runnable')
    expect(asked).toHaveLength(1)
  })

  it.each([new DOMException('given up', 'AbortError'), new TypeError('wrong'), new Error('other')])(
    'passes on %s',
    async (cause) => {
      const { locks, asked } = locksThatRefuse([cause])
      await expect(locks.request('a', () => 1)).rejects.toBe(cause)
      expect(asked).toHaveLength(1)
    },
  )
})
