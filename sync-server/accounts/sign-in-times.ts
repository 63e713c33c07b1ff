import { AppError } from '#shared/errors/app-error.ts'
import { type Clock, isoNow } from '#shared/kit/clock.ts'
import type { Records } from '../store/store.ts'

/** When each account was last signed in with; for administrators, who see accounts that nobody uses. */
export function createSignInTimes(records: Records, clock: Clock) {
  return {
    lastOf(user: string): string | undefined {
      const at = records.get('sign-in', user)
      return typeof at === 'string' ? at : undefined
    },
    note(user: string): void {
      try {
        records.put('sign-in', user, isoNow(clock))
      } catch (error) {
        // A full disk keeps nobody out: reading goes on.
        if (!(error instanceof AppError)) throw error
      }
    },
  }
}
export type SignInTimes = ReturnType<typeof createSignInTimes>
