import { type Account, isDismissed } from '../accounts/account.ts'
import type { Accounts } from '../accounts/account-store.ts'
import { CouchError } from '../couch/couch-error.ts'

/** Refuses what would leave the server without an administrator: nobody could let anybody in again. */
export function keepAnAdministrator(
  accounts: Accounts,
  changed: Pick<Account, 'user' | 'role' | 'dismissedOn'>,
  nowMs: number,
): void {
  // A day to come counts as well: nobody will remember it then.
  const stays = (account: Pick<Account, 'role' | 'dismissedOn'>) =>
    account.role === 'admin' && account.dismissedOn === undefined
  const before = accounts.get(changed.user)
  if (stays(changed) || !before || before.role !== 'admin' || isDismissed(before, nowMs)) return
  if (accounts.list().some((account) => account.user !== changed.user && stays(account))) return
  throw new CouchError(409, 'account.last-administrator', 'the last administrator stays')
}
