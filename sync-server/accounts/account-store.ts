import { createHmac } from 'node:crypto'
import type { Clock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records } from '../store/store.ts'
import { type Account, accountSchema } from './account.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { hashPassword, type PasswordCost, passwordMatches } from './password-hash.ts'
import { openPractitioners } from './practitioner-register.ts'
import { readSession, sessionHolds, sessionMs, signSession } from './session-cookie.ts'

export type SignIn =
  | { outcome: 'ok'; account: Account }
  | { outcome: 'wrong' }
  | { outcome: 'wait'; waitMs: number }

export interface AccountStoreOptions {
  records: Records
  clock: Clock
  random: RandomBytes
  passwordCost?: PasswordCost | undefined
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Accounts with hashed passwords, their sessions, and the slow-down for guessing. */
export async function openAccounts(options: AccountStoreOptions) {
  const { records, clock, random } = options
  const limit = createAttemptLimit(clock)
  if (records.get('server', 'session-secret') === undefined)
    records.put('server', 'session-secret', hex(random(32)))
  const secret = String(records.get('server', 'session-secret'))
  /** Compared with when the name is unknown, so that both answers take the same time. */
  const nobody = await hashPassword(hex(random(16)), random, options.passwordCost)
  /** Basic credentials that were right, by keyed hash: hashing the password on every request would cost 50 ms. */
  const verified = new Map<string, string>()
  const verifiedKey = random(32)
  const maxVerified = 1000

  const cache = new Map<string, Account>()
  const get = (user: string): Account | undefined => {
    const known = cache.get(user)
    if (known) return known
    const stored = records.get('account', user)
    if (stored === undefined) return undefined
    const account = accountSchema.parse(stored)
    cache.set(user, account)
    return account
  }

  const verify = async (user: string, password: string, fingerprint: string): Promise<SignIn> => {
    const waitMs = limit.waitMs(user)
    if (waitMs > 0) return { outcome: 'wait', waitMs }
    // Counted before the slow comparison: many tries at once are not more tries.
    limit.failed(user)
    const account = get(user)
    const matches = await passwordMatches(password, account?.password ?? nobody)
    if (!account || !matches) return { outcome: 'wrong' }
    limit.succeeded(user)
    verified.set(fingerprint, account.generation)
    if (verified.size > maxVerified) verified.delete(verified.keys().next().value!)
    return { outcome: 'ok', account }
  }

  const list = (): Account[] => records.list('account').map((row) => accountSchema.parse(row.value))
  const practitioners = openPractitioners(records, list())

  const running = new Map<string, Promise<SignIn>>()
  const signIn = (user: string, password: string): Promise<SignIn> => {
    const fingerprint = createHmac('sha256', verifiedKey).update(`${user}\n${password}`).digest('base64')
    const account = get(user)
    if (account && verified.get(fingerprint) === account.generation)
      return Promise.resolve({ outcome: 'ok', account })
    const known = running.get(fingerprint)
    if (known) return known
    const result = verify(user, password, fingerprint).finally(() => running.delete(fingerprint))
    running.set(fingerprint, result)
    return result
  }

  return {
    get,
    list,
    practitioners,
    signIn,
    /** Stores an account; a new password ends its sessions, and no password keeps the old one. */
    async put(
      account: Omit<Account, 'password' | 'generation'>,
      password: string | undefined,
    ): Promise<Account> {
      const old = get(account.user)
      const keep = old && (password === undefined || (await passwordMatches(password, old.password)))
      const stored: Account = {
        ...account,
        password: keep
          ? old.password
          : await hashPassword(password ?? hex(random(16)), random, options.passwordCost),
        generation: keep ? old.generation : hex(random(8)),
      }
      records.put('account', account.user, stored)
      practitioners.note(stored)
      cache.delete(account.user)
      return stored
    },
    issueCookie: (account: Account): string =>
      signSession(secret, account.user, account.generation, clock.now() + sessionMs),
    /** The account of a valid session cookie; `renew` once a tenth of its life has passed. */
    ofCookie(value: string): { account: Account; renew: boolean } | undefined {
      const session = readSession(value)
      const account = session && get(session.user)
      if (!session || !account || !sessionHolds(secret, session, account.generation, clock.now()))
        return undefined
      return { account, renew: session.expiresMs - clock.now() < sessionMs * 0.9 }
    },
  }
}
export type Accounts = Awaited<ReturnType<typeof openAccounts>>
