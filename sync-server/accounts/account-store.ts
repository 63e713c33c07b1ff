import type { RandomBytes } from '#shared/kit/ids.ts'
import { CouchError } from '../couch/couch-error.ts'
import type { Records } from '../store/store.ts'
import { type Account, accountSchema } from './account.ts'
import { hashPassword, type PasswordCost, passwordMatches } from './password-hash.ts'
import { openPractitioners } from './practitioner-register.ts'

export interface AccountStoreOptions {
  records: Records
  random: RandomBytes
  passwordCost?: PasswordCost | undefined
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Accounts with hashed passwords. */
export async function openAccounts(options: AccountStoreOptions) {
  const { records, random } = options
  /** Compared with when the name is unknown, so that both answers take the same time. */
  const nobody = await hashPassword(hex(random(16)), random, options.passwordCost)
  const cache = new Map<string, Account>()
  records.onUndone(() => cache.clear())
  const get = (user: string): Account | undefined => {
    const known = cache.get(user)
    if (known) return known
    const stored = records.get('account', user)
    if (stored === undefined) return undefined
    const account = accountSchema.parse(stored)
    cache.set(user, account)
    return account
  }

  const list = (): Account[] => records.list('account').map((row) => accountSchema.parse(row.value))
  const practitioners = openPractitioners(records, list())

  /** The account by which a patient reads a card; closed ones count, they open again. */
  const ofCard = (clinicId: string, patientId: string): Account | undefined =>
    list().find(
      (account) =>
        account.role === 'patient' && account.clinicId === clinicId && account.patientId === patientId,
    )
  /** One card, one account: looked at in the same turn in which it is stored. */
  const refuseSecondOfCard = ({ user, role, clinicId, patientId }: Account): void => {
    if (role !== 'patient' || patientId === undefined) return
    const before = get(user)
    const holds = before?.role === role && before.clinicId === clinicId && before.patientId === patientId
    const holder = holds ? undefined : ofCard(clinicId, patientId)
    if (holder && holder.user !== user)
      throw new CouchError(409, 'account.card-taken', 'this card has an account')
  }

  const store = (account: Account, also?: (stored: Account) => void): Account => {
    refuseSecondOfCard(account)
    records.together(() => {
      records.put('account', account.user, account)
      practitioners.note(account)
      also?.(account)
    })
    cache.delete(account.user)
    return account
  }

  return {
    get,
    list,
    practitioners,
    ofCard,
    /** Does the same work whether there is such an account or not. */
    async matches(account: Account | undefined, password: string): Promise<boolean> {
      const matches = await passwordMatches(password, account?.password ?? nobody)
      return account !== undefined && matches
    },
    /**
     * Stores an account; a new password ends its sessions, and no password keeps the old one.
     * @param also written down in the same commit
     */
    async put(
      account: Omit<Account, 'password' | 'generation'>,
      password: string | undefined,
      also?: (stored: Account) => void,
    ): Promise<Account> {
      const old = get(account.user)
      const keep = old && (password === undefined || (await passwordMatches(password, old.password)))
      return store(
        {
          ...account,
          password: keep
            ? old.password
            : await hashPassword(password ?? hex(random(16)), random, options.passwordCost),
          generation: keep ? old.generation : hex(random(8)),
        },
        also,
      )
    },
    /**
     * Gives an account another password. What else it is to be is asked for when the hash is made, of the account as it
     * is then: what an administrator has changed meanwhile stays.
     * @param change may throw, and nothing is stored
     */
    async setPassword(
      user: string,
      password: string,
      change: (now: Account | undefined) => Omit<Account, 'password' | 'generation'>,
      also?: (stored: Account) => void,
    ): Promise<Account> {
      const hash = await hashPassword(password, random, options.passwordCost)
      return store({ ...change(get(user)), password: hash, generation: hex(random(8)) }, also)
    },
    /** Stores an account that keeps its password and its sessions. */
    replace: store,
    /** Whether a name is taken, however it is written. */
    isTaken: (user: string): boolean =>
      records.list('account').some(({ key }) => key.toLowerCase() === user.toLowerCase()),
  }
}
export type Accounts = Awaited<ReturnType<typeof openAccounts>>
