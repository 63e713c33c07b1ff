import type { Profile } from '#shared/contract/api.ts'
import { worksOnPcs } from '#shared/domain/access/index.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { importDataKeys } from '../../../data/encryption/data-keys.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import { signerAtHand } from '../../signature/index.ts'
import { openAbout, openHolder } from './key-holders.ts'
import { type Opened, userKey } from './known-users.ts'
import { createOfflineTries } from './offline-tries.ts'
import { openSigningKey, resumeSigningKey } from './open-signing-key.ts'
import { openWorkplace } from './open-workplace.ts'
import { forgetEverybody, forgetPresence, notePresence } from './present-people.ts'
import { type Confirmed, remember } from './remember.ts'
import { type SessionServices, sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { openWithoutData, worksWithoutData } from './without-data.ts'

/**
 * The answers that mean "the server did not say". Only these lead to the offline way: a server that says no (wrong
 * password, forbidden, too many tries, a revoked PC) is obeyed.
 */
export const serverSilent: ReadonlySet<ErrorCode> = new Set([
  'network.unreachable',
  'network.timeout',
  'network.not-our-server',
  'server.unavailable',
])

/** So long somebody may work without the server having confirmed them. */
const graceMs = 14 * 24 * 3600_000

/** Asks the server who this is, and for the keys of this PC. What it says of a closed account or PC is done at once. */
export async function askServer(
  services: SessionServices,
  user: string,
  password: string,
): Promise<Result<Confirmed, ErrorCode>> {
  const profile = await askWho(services, user, password)
  return profile.ok ? askForKeys(services, profile.value) : profile
}

async function askWho(
  services: SessionServices,
  user: string,
  password: string,
): Promise<Result<Profile, ErrorCode>> {
  const profile = await services.server.signIn(user, password)
  if (!profile.ok && profile.error === 'session.dismissed') await forget(services, user)
  return profile
}

async function askForKeys(
  services: SessionServices,
  profile: Profile,
): Promise<Result<Confirmed, ErrorCode>> {
  const login = profile.user
  // It may give the PC another name, and the keys are asked for by name.
  await services.storeEmptied()
  const [stationKeys, known] = await Promise.all([
    services.server.stationKeys(services.stationId),
    services.server.knownPeople([login]),
  ])
  if (!stationKeys.ok) {
    if (stationKeys.error === 'session.station-revoked') await wipe(services)
    return stationKeys
  }
  return ok({
    profile,
    stationKeys: stationKeys.value,
    confirmedAtMs: services.clock.now(),
    mark: known.ok ? known.value.people[0]?.mark : undefined,
  })
}

/** Takes somebody's lock off this PC; the keys stay for the others. */
export async function forget(services: SessionServices, user: string): Promise<void> {
  forgetPresence(userKey(user))
  await services.knownUsers.remove(user)
}

export async function wipe(services: SessionServices): Promise<void> {
  forgetEverybody()
  await services.wipe()
}

/** Opens what this PC keeps for a user. Guessing is slowed down. */
export async function askThisPc(
  services: SessionServices,
  user: string,
  password: string,
): Promise<Result<Opened & { dataKeys: DataKeys }, ErrorCode>> {
  const known = await services.knownUsers.get(user)
  if (!known) return fail('session.unknown-offline')
  const tries = createOfflineTries(services.tries, services.clock)
  if (tries.waitMs() > 0) return fail('session.too-many-tries')
  const stationKeys = await openHolder(userKey(user), password, known, services.lockCost)
  if (!stationKeys) {
    tries.failed()
    return fail('session.wrong-password')
  }
  tries.succeeded()
  const dataKeys = await importDataKeys(stationKeys)
  const about = await openAbout(dataKeys, known)
  if (!about) return fail('session.unknown-offline')
  const { profile, confirmedAtMs } = about
  if (services.clock.now() - confirmedAtMs > graceMs) return fail('session.grace-over')
  notePresence(known.user, { signedInAtMs: services.clock.now() })
  return ok({ profile, stationKeys, confirmedAtMs, dataKeys })
}

/** Signs in and opens the data; the outcome stands in the session store, a refusal is also returned. */
export async function signIn(name: string, password: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const user = name.trim()
  try {
    const who = await askWho(services, user, password)
    const phase = who.ok ? worksWithoutData(who.value) : undefined
    if (who.ok && phase) return ok(openWithoutData(services, who.value, phase))
    if (who.ok && !worksOnPcs(who.value.practitioner.role)) {
      // Nothing here opens with it: a role of a newer server. Its session at the server is not left open.
      await services.server.signOut()
      return fail('session.no-workplace')
    }
    const answer = who.ok ? await askForKeys(services, who.value) : who
    if (!answer.ok && serverSilent.has(answer.error)) {
      const opened = await askThisPc(services, user, password)
      return opened.ok ? enter(services, opened.value.profile, opened.value.dataKeys, password) : opened
    }
    if (!answer.ok) return answer
    // Before the page changes: a reload in the first second must find it.
    const dataKeys = await remember(services, password, answer.value)
    return dataKeys.ok ? enter(services, answer.value.profile, dataKeys.value, password) : dataKeys
  } catch (failure) {
    if (failure instanceof AppError) return fail(failure.code)
    throw failure
  }
}

/**
 * Opens the data of somebody who has proved who they are.
 * @param password opens their signing key; left out where a PIN was the proof
 */
export async function enter(
  services: SessionServices,
  profile: Opened['profile'],
  dataKeys: DataKeys,
  password?: string,
): Promise<Result<void, never>> {
  services.marker.write(profile.user)
  const workplace = await openWorkplace(services, profile, dataKeys)
  if (password === undefined) resumeSigningKey(profile, signerAtHand())
  else openSigningKey(services, profile, password)
  useSession.getState().set({ phase: 'open', workplace, dataKeys })
  return ok(undefined)
}
