import { describe, expect, it } from 'vitest'
import { makePin, mostFailures, pinFits, pinProblem, pinWaitMs } from './pin.ts'

const cheap = { memoryKiB: 64, iterations: 1, parallelism: 1 }
const random = (length: number) => Uint8Array.from({ length }, (_, i) => i)

describe('a PIN', () => {
  it.each([
    ['123', 'not-digits'],
    ['123456789', 'not-digits'],
    ['12a4', 'not-digits'],
    ['0000', 'all-same'],
    ['77777777', 'all-same'],
    ['1234', 'in-a-row'],
    ['8901', 'in-a-row'],
    ['987654', 'in-a-row'],
    ['1212', 'repeats'],
    ['482482', 'repeats'],
    ['1974', 'a-date'],
    ['2003', 'a-date'],
    ['2305', 'a-date'],
    ['230574', 'a-date'],
    ['23051974', 'a-date'],
    ['2580', 'common'],
    ['1112', 'common'],
  ])('is refused when it is easy to guess: %s', (pin, problem) => {
    expect(pinProblem(pin)).toBe(problem)
  })

  it.each(['4816', '90375', '481639', '7305918', '58203746'])('is taken: %s', (pin) => {
    expect(pinProblem(pin)).toBeUndefined()
  })

  it('fits itself alone, and is not to be read from what is kept', async () => {
    const record = await makePin('4816', random, cheap)
    expect(await pinFits('4816', record, cheap)).toBe(true)
    expect(await pinFits('4817', record, cheap)).toBe(false)
    expect(JSON.stringify(record)).not.toContain('4816')
  })

  it('lets ten tries take longer and longer', async () => {
    const record = await makePin('4816', random, cheap)
    const waits = Array.from({ length: mostFailures }, (_, failures) =>
      pinWaitMs({ ...record, failures, lastFailureMs: 1000 }, 1000),
    )
    expect(waits).toEqual([0, 0, 0, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000])
    // A clock that was set back does not lengthen the wait without end.
    expect(pinWaitMs({ ...record, failures: 3, lastFailureMs: 10_000_000 }, 0)).toBe(2000)
  })
})
