import type { Profile } from '#shared/contract/api.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { makeOfflineSecret, matchesOfflineSecret, secretCost } from './offline-secret.ts'
import { openWorkplace } from './open-workplace.ts'
import type { SessionServices } from './session-services.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'

/**
 * The answers that mean "the server did not say". Only these lead to the offline way: a server that says no (wrong
 * password, forbidden, too many tries) is obeyed.
 */
const serverSilent: ReadonlySet<ErrorCode> = new Set([
  'network.unreachable',
  'network.timeout',
  'network.not-our-server',
  'server.unavailable',
])

/** Decides who this is; online if the server answers, else by what this PC remembers. */
export async function identify(
  services: SessionServices,
  user: string,
  password: string,
): Promise<Result<{ profile: Profile; online: boolean }, ErrorCode>> {
  const answer = await services.server.signIn(user, password)
  if (answer.ok) return ok({ profile: answer.value, online: true })
  if (!serverSilent.has(answer.error)) return answer
  const known = await services.knownUsers.get(user)
  if (!known) return fail('session.unknown-offline')
  const matches = await matchesOfflineSecret(password, known.secret, services.secretCost)
  return matches ? ok({ profile: known.profile, online: false }) : fail('session.wrong-password')
}

/** Keeps what a later sign-in without the server needs. */
export async function remember(services: SessionServices, profile: Profile, password: string): Promise<void> {
  const secret = await makeOfflineSecret(password, services.random, services.secretCost ?? secretCost)
  await services.knownUsers.put({
    user: profile.user,
    profile,
    secret,
    confirmedAtMs: services.clock.now(),
  })
}

/** Signs in and opens the data; the outcome stands in the session store, a refusal is also returned. */
export async function signIn(user: string, password: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  try {
    const who = await identify(services, user.trim(), password)
    if (!who.ok) return who
    // Before the page changes: a reload in the first second must find the profile.
    if (who.value.online) await remember(services, who.value.profile, password)
    services.marker.write(who.value.profile.user)
    const workplace = await openWorkplace(services, who.value.profile)
    useSession.getState().set({ phase: 'open', workplace })
    return ok(undefined)
  } catch (failure) {
    if (failure instanceof AppError) return fail(failure.code)
    throw failure
  }
}
