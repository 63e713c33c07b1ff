import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import { openHolder } from './key-holders.ts'
import { userKey } from './known-users.ts'
import { changeSigningLock } from './open-signing-key.ts'
import { remember } from './remember.ts'
import { type SessionServices, sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { askServer, serverSilent, signIn } from './sign-in.ts'

/**
 * The one-time password of an administrator is used up: the person has one of their own and is signed in with it. The
 * sign-in before has left a session that may do this and nothing else.
 */
export async function chooseFirstPassword(
  user: string,
  oneTime: string,
  chosen: string,
): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const answer = await services.server.changePassword(oneTime, chosen)
  // After an answer that was lost the form is sent again, and the one-time password is used up: refused for that reason.
  const usedUp = !answer.ok && oneTimeRefused.has(answer.error)
  const changed =
    answer.ok || ((usedUp || serverSilent.has(answer.error)) && (await holds(services, user, chosen)))
  return changed ? signIn(user, chosen) : answer
}

const oneTimeRefused: ReadonlySet<ErrorCode> = new Set([
  'session.wrong-password',
  'session.wrong-old-password',
  'session.forbidden',
])

/** An answer may be lost after the deed was done: whether this is the password at the server, who alone knows. */
const holds = async ({ server }: SessionServices, user: string, password: string): Promise<boolean> =>
  (await server.signIn(user, password)).ok

/**
 * Changes one's own password: at the server first, then the locks on this PC, also where the link ends in between: from
 * the server's yes on only the new password holds.
 */
export async function changePassword(old: string, chosen: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  const { workplace } = session
  try {
    const { user } = workplace.profile
    const answer = await services.server.changePassword(old, chosen)
    if (!answer.ok && !(serverSilent.has(answer.error) && (await holds(services, user, chosen))))
      return answer
    await changeSigningLock(services, workplace.profile, old, chosen)
    const confirmed = await askServer(services, workplace.profile.user, chosen)
    if (!confirmed.ok)
      return serverSilent.has(confirmed.error) ? await lockAnew(services, workplace, old, chosen) : confirmed
    workplace.data.sync.retryNow()
    const kept = await remember(services, chosen, confirmed.value)
    return kept.ok ? ok(undefined) : kept
  } catch (failure) {
    if (failure instanceof AppError) return fail(failure.code)
    throw failure
  }
}

/** Puts what the old lock of this PC holds under the new password; the mark of it comes with the next contact. */
async function lockAnew(
  services: SessionServices,
  { profile }: Workplace,
  old: string,
  chosen: string,
): Promise<Result<void, ErrorCode>> {
  const { knownUsers, clock, lockCost } = services
  const known = await knownUsers.get(profile.user)
  const stationKeys = known && (await openHolder(userKey(profile.user), old, known, lockCost))
  if (!stationKeys) return fail('session.unknown-offline')
  const kept = await remember(services, chosen, { profile, stationKeys, confirmedAtMs: clock.now() })
  return kept.ok ? ok(undefined) : kept
}
