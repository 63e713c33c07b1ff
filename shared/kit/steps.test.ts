import { expect, it } from 'vitest'
import { runSteps } from './steps.ts'

it('runs a work in steps to its end and gives its result', () => {
  const done: string[] = []
  function* work() {
    done.push('first')
    yield
    done.push('second')
    return 7
  }
  expect(runSteps(work())).toBe(7)
  expect(done).toEqual(['first', 'second'])
})
