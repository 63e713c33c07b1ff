import { describe, expect, it } from 'vitest'
import { parseStartOptions } from './start-options.ts'

describe('The flags of npm start', () => {
  it('have sensible values when none is given', () => {
    expect(parseStartOptions([])).toMatchObject({
      ok: true,
      value: { port: 4180, shell: 'auto', patients: 2000, visits: 20_000, empty: false },
    })
  })

  it.each([
    [['--port', '0'], '--port takes a number'],
    [['--port', '80a'], '--port takes a number'],
    [['--shell', 'window'], '--shell takes electron'],
    [['--patients', '-5'], 'patients'],
    [['--visits', '1e9'], '--visits takes a number'],
    [['--colour', 'red'], 'colour'],
  ])('say what is wrong with %j', (args, words) => {
    expect(parseStartOptions(args)).toEqual({ ok: false, error: expect.stringContaining(words) })
  })
})
