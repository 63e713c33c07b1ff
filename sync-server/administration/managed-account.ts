import type { ManagedAccount } from '#shared/contract/administration.ts'
import type { Account } from '../accounts/account.ts'
import type { ServerContext } from '../context.ts'

/** An account as administrators see it: who, where, when last, closed or locked; never a password or its hash. */
export const managedAccountOf =
  ({ clinics, sessions, signInTimes, clock }: ServerContext) =>
  (account: Account): ManagedAccount => {
    const waitMs = sessions.limit.waitMs(account.user)
    const lastSignInAt = signInTimes.lastOf(account.user)
    return {
      ...clinics.profileOf(account),
      oneTime: account.oneTime === true,
      failures: sessions.limit.failures(account.user),
      ...(account.dismissedOn ? { dismissedOn: account.dismissedOn } : {}),
      ...(lastSignInAt ? { lastSignInAt } : {}),
      ...(waitMs > 0 ? { lockedUntil: new Date(clock.now() + waitMs).toISOString() } : {}),
    }
  }
