import { Script } from 'node:vm'
import { CouchError } from '../couch/couch-error.ts'

const script = new Script('lekarLimited()')

/**
 * Runs a synchronous function for so long at most. A pattern that somebody sends can take longer than the world lasts;
 * V8 ends it from outside.
 */
export function withTimeLimit<T>(run: () => T, limitMs: number): T {
  const scope = globalThis as { lekarLimited?: () => T }
  scope.lekarLimited = run
  try {
    return script.runInThisContext({ timeout: limitMs }) as T
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new CouchError(400, 'timeout', 'the selector takes too long')
    throw error
  } finally {
    delete scope.lekarLimited
  }
}
