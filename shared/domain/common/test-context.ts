import { createHybridClock } from '../../kit/hybrid-clock.ts'
import type { CommandContext } from './command-context.ts'

/** A context for tests of commands: time stands still at `now`, ids count up from 1. */
export function testContext(now = '2026-11-22T09:00:00.000Z'): CommandContext {
  const clock = { now: () => Date.parse(now) }
  let last = 0
  return {
    clock,
    hybridClock: createHybridClock(clock, 'test'),
    makeId: (type) => `${type}:${++last}`,
    clinicId: 'demo',
    author: { id: 'practitioner:example', name: 'Примеров П. П.', role: 'doctor' },
  }
}
