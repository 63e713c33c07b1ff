import { expect, it } from 'vitest'
import { fail, ok } from '#shared/kit/result.ts'
import { ringOptions } from './options.ts'

it('takes a run with its usual count, or as it was asked', () => {
  expect(ringOptions(['kills'])).toEqual(ok({ run: 'kills', count: 200, seed: 1, tls: false }))
  expect(ringOptions(['visits', '--count', '5', '--tls'])).toEqual(
    ok({ run: 'visits', count: 5, seed: 1, tls: true }),
  )
  expect(ringOptions(['--help'])).toEqual(ok('help'))
})

it('runs nothing that would prove nothing', () => {
  expect(ringOptions(['kills', '--count', 'many'])).toEqual(
    fail('--count must be a whole number from 1 to 1000000'),
  )
  expect(ringOptions(['kill'])).toEqual(fail(expect.stringContaining('name one of kills')))
  expect(ringOptions(['kills', '--conut', '3']).ok).toBe(false)
})
