import { createHmac } from 'node:crypto'
import type { Clock } from '#shared/kit/clock.ts'
import type { RandomBytes } from '#shared/kit/ids.ts'
import type { Records } from '../store/store.ts'
import { type Account, isDismissed } from './account.ts'
import type { Accounts } from './account-store.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import type { CouchUsers } from './couch-users.ts'
import { type Principal, principalOf } from './principal.ts'
import { passHolds, personMark, returnPassMs, signPass } from './return-pass.ts'
import { readSession, sessionHolds, sessionMs, signSession } from './session-cookie.ts'

/** Somebody the server knows by name: an account of ours, or else a user of `_users`. */
export interface Identity {
  principal: Principal
  account: Account | undefined
  /** Changes with the password and ends older sessions. */
  generation: string
}

export type SignIn =
  | { outcome: 'ok'; identity: Identity }
  | { outcome: 'wrong' }
  | { outcome: 'wait'; waitMs: number }
  /** The password was right, and the account is closed. */
  | { outcome: 'dismissed' }

interface SignInOptions {
  records: Records
  accounts: Accounts
  users: CouchUsers
  clock: Clock
  random: RandomBytes
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const maxVerified = 1000

/** Names with their passwords, the cookies of their sessions, and the slow-down for guessing. */
export function createSignIn({ records, accounts, users, clock, random }: SignInOptions) {
  const limit = createAttemptLimit(clock)
  if (records.get('server', 'session-secret') === undefined)
    records.put('server', 'session-secret', hex(random(32)))
  const secret = String(records.get('server', 'session-secret'))
  /** Credentials that were right, by keyed hash: hashing the password on every request would cost 50 ms or more. */
  const verified = new Map<string, string>()
  const verifiedKey = random(32)

  const identityOf = (name: string): Identity | undefined => {
    const account = accounts.get(name)
    if (account && isDismissed(account, clock.now())) return undefined
    if (account) return { principal: principalOf(account), account, generation: account.generation }
    const user = users.get(name)
    if (!user) return undefined
    return {
      principal: { user: user.name, roles: user.roles },
      account: undefined,
      generation: user.generation,
    }
  }

  const verify = async (name: string, password: string, fingerprint: string): Promise<SignIn> => {
    const waitMs = limit.waitMs(name)
    if (waitMs > 0) return { outcome: 'wait', waitMs }
    // Counted before the slow comparison: many tries at once are not more tries.
    limit.failed(name)
    const account = accounts.get(name)
    // Both comparisons for every name: the time an answer takes does not tell who is where.
    const [ours, theirs] = await Promise.all([
      accounts.matches(account, password),
      users.matches(account ? undefined : users.get(name), password),
    ])
    // Read again: a password that was weakly hashed has been hashed anew.
    const identity = ours || theirs ? identityOf(name) : undefined
    if (!identity && !ours) return { outcome: 'wrong' }
    limit.succeeded(name)
    if (!identity) return { outcome: 'dismissed' }
    verified.set(fingerprint, identity.generation)
    if (verified.size > maxVerified) verified.delete(verified.keys().next().value!)
    return { outcome: 'ok', identity }
  }

  const running = new Map<string, Promise<SignIn>>()
  return {
    /** The slow-down, shared by every way of signing in. */
    limit,
    signIn(name: string, password: string): Promise<SignIn> {
      const fingerprint = createHmac('sha256', verifiedKey).update(`${name}\n${password}`).digest('base64')
      const generation = verified.get(fingerprint)
      const identity = generation === undefined ? undefined : identityOf(name)
      if (identity && identity.generation === generation) return Promise.resolve({ outcome: 'ok', identity })
      const known = running.get(fingerprint)
      if (known) return known
      const result = verify(name, password, fingerprint).finally(() => running.delete(fingerprint))
      running.set(fingerprint, result)
      return result
    },
    issueCookie: ({ principal, generation }: Identity): string =>
      signSession(secret, principal.user ?? '', generation, clock.now() + sessionMs),
    /** @param stationId the PC on which it will be good */
    issuePass: ({ principal, generation }: Identity, stationId: string): string =>
      signPass(secret, { user: principal.user ?? '', generation, stationId }, clock.now() + returnPassMs),
    /** Who comes back with a pass; undefined when it is over, or the password is another one since. */
    ofPass(user: string, stationId: string, pass: string): Identity | undefined {
      const identity = identityOf(user)
      if (!identity?.account || identity.account.oneTime) return undefined
      const of = { user, generation: identity.generation, stationId }
      return passHolds(secret, pass, of, clock.now()) ? identity : undefined
    },
    /** A mark of the password and role of somebody who works in this clinic. */
    markOf(user: string, clinicId: string): string | undefined {
      const account = identityOf(user)?.account
      return account?.clinicId === clinicId ? personMark(secret, account) : undefined
    },
    /** Whose valid session cookie this is; `renew` once a tenth of its life has passed. */
    ofCookie(value: string): { identity: Identity; renew: boolean } | undefined {
      const session = readSession(value)
      const identity = session && identityOf(session.user)
      if (!session || !identity || !sessionHolds(secret, session, identity.generation, clock.now()))
        return undefined
      return { identity, renew: session.expiresMs - clock.now() < sessionMs * 0.9 }
    },
  }
}
export type Sessions = ReturnType<typeof createSignIn>
