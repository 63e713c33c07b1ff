import type { ManagedAccount } from '#shared/contract/administration.ts'
import { minskDay } from '#shared/kit/partial-date.ts'

export type AccountState = 'dismissed' | 'leaving' | 'locked' | 'first-password' | 'working'

/** What an administrator should see of an account at once. */
export function accountState(account: ManagedAccount, nowMs: number): AccountState {
  const { dismissedOn, lockedUntil, oneTime } = account
  if (dismissedOn !== undefined) return dismissedOn <= minskDay(nowMs) ? 'dismissed' : 'leaving'
  if (lockedUntil !== undefined && Date.parse(lockedUntil) > nowMs) return 'locked'
  return oneTime ? 'first-password' : 'working'
}
