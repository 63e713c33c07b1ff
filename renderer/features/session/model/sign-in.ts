import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { importDataKeys } from '../../../data/encryption/data-keys.ts'
import { type LockedAway, lockedAwaySchema, userKey } from './known-users.ts'
import { createOfflineTries } from './offline-tries.ts'
import { openWorkplace } from './open-workplace.ts'
import type { SessionServices } from './session-services.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { makeLock, openLock } from './user-lock.ts'

/**
 * The answers that mean "the server did not say". Only these lead to the offline way: a server that says no (wrong
 * password, forbidden, too many tries, a revoked PC) is obeyed.
 */
const serverSilent: ReadonlySet<ErrorCode> = new Set([
  'network.unreachable',
  'network.timeout',
  'network.not-our-server',
  'server.unavailable',
])

/** So long somebody may work without the server having confirmed them. */
const graceMs = 14 * 24 * 3600_000

/** Asks the server who this is, and for the keys of this PC. */
export async function askServer(
  services: SessionServices,
  user: string,
  password: string,
): Promise<Result<LockedAway, ErrorCode>> {
  const profile = await services.server.signIn(user, password)
  if (!profile.ok) return profile
  const stationKeys = await services.server.stationKeys(services.stationId)
  if (!stationKeys.ok) {
    if (stationKeys.error === 'session.station-revoked') await services.wipe()
    return stationKeys
  }
  const confirmedAtMs = services.clock.now()
  return ok({ profile: profile.value, stationKeys: stationKeys.value, confirmedAtMs })
}

/** Opens what this PC keeps for a user. Guessing is slowed down. */
export async function askThisPc(
  services: SessionServices,
  user: string,
  password: string,
): Promise<Result<LockedAway, ErrorCode>> {
  const known = await services.knownUsers.get(user)
  if (!known) return fail('session.unknown-offline')
  const tries = createOfflineTries(services.tries, services.clock)
  if (tries.waitMs() > 0) return fail('session.too-many-tries')
  const opened = lockedAwaySchema.safeParse(
    await openLock(userKey(user), password, known.lock, services.lockCost),
  )
  if (!opened.success) {
    tries.failed()
    return fail('session.wrong-password')
  }
  tries.succeeded()
  const sinceMs = services.clock.now() - opened.data.confirmedAtMs
  return sinceMs > graceMs ? fail('session.grace-over') : ok(opened.data)
}

/** Keeps what a later sign-in without the server needs. */
export async function remember(
  services: SessionServices,
  user: string,
  password: string,
  content: LockedAway,
): Promise<void> {
  const lock = await makeLock(userKey(user), password, content, services.random, services.lockCost)
  await services.knownUsers.put({ user, lock })
}

/** Signs in and opens the data; the outcome stands in the session store, a refusal is also returned. */
export async function signIn(name: string, password: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const user = name.trim()
  try {
    const answer = await askServer(services, user, password)
    const isSilent = !answer.ok && serverSilent.has(answer.error)
    const who = isSilent ? await askThisPc(services, user, password) : answer
    if (!who.ok) return who
    // Before the page changes: a reload in the first second must find it.
    if (answer.ok) await remember(services, user, password, who.value)
    const { profile } = who.value
    services.marker.write(profile.user)
    const dataKeys = await importDataKeys(who.value.stationKeys)
    const workplace = await openWorkplace(services, profile, dataKeys)
    useSession.getState().set({ phase: 'open', workplace, dataKeys })
    return ok(undefined)
  } catch (failure) {
    if (failure instanceof AppError) return fail(failure.code)
    throw failure
  }
}
