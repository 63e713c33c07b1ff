import type { ManagedAccount } from '#shared/contract/administration.ts'
import { foldText } from '#shared/kit/fold-text.ts'
import { compareNames } from '../../../ui/collator.ts'

/** The people whose name, login or position holds every word of the query, in the order of their names. */
export function findAccounts(
  accounts: readonly ManagedAccount[],
  query: string,
  shows: (account: ManagedAccount) => boolean,
): ManagedAccount[] {
  const words = query.split(/\s+/).map(foldText).filter(Boolean)
  return accounts
    .filter((account) => {
      const { name, position } = account.practitioner
      const text = foldText(`${name} ${account.user} ${position}`)
      return shows(account) && words.every((word) => text.includes(word))
    })
    .sort((a, b) => compareNames(a.practitioner.name, b.practitioner.name))
}
