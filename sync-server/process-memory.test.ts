import { describe, expect, it } from 'vitest'
import { boundedStart } from './process-memory.ts'

describe('the memory of the server process', () => {
  it('is bounded once, and what the person has set goes before', () => {
    const first = boundedStart(
      {
        execArgv: ['--max-semi-space-size=64', '--cpu-prof'],
        environment: { PATH: '/bin', MALLOC_ARENA_MAX: '4', NODE_COMPILE_CACHE: '/cache' },
      },
      true,
    )!
    expect(first.execArgv.slice(-2)).toEqual(['--max-semi-space-size=64', '--cpu-prof'])
    expect(first.execArgv[0]).toBe('--max-semi-space-size=8')
    expect(first.environment).toMatchObject({
      PATH: '/bin',
      MALLOC_ARENA_MAX: '4',
      MALLOC_MMAP_THRESHOLD_: '131072',
      NODE_COMPILE_CACHE: '/cache',
    })
    expect(boundedStart(first, true)).toBeUndefined()
  })
})
