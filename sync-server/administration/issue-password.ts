import type { IssuedPassword } from '#shared/contract/administration.ts'
import type { Account } from '../accounts/account.ts'
import { oneTimePassword } from '../accounts/one-time-password.ts'
import type { ServerContext } from '../context.ts'
import { managedAccountOf } from './managed-account.ts'

type Change = (now: Account | undefined) => Omit<Account, 'password' | 'generation'>

/**
 * Gives an account a password for one use and ends what was open with the one before. The password stands in the answer
 * and nowhere else.
 */
export const passwordIssuer = (context: ServerContext) => {
  const { accounts, random, sessions, endFeedsOf } = context
  const managed = managedAccountOf(context)
  return async (user: string, change: Change, also: (stored: Account) => void): Promise<IssuedPassword> => {
    const password = oneTimePassword(random)
    const oneTime = (now: Account | undefined) => ({ ...change(now), oneTime: true })
    const stored = await accounts.setPassword(user, password, oneTime, also)
    endFeedsOf(stored.user)
    sessions.limit.succeeded(stored.user)
    return { account: managed(stored), password }
  }
}
