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
  const answer = await sessionServices().server.changePassword(oneTime, chosen)
  return answer.ok ? signIn(user, chosen) : answer
}

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
    const answer = await services.server.changePassword(old, chosen)
    if (!answer.ok) return answer
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
