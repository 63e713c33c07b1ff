import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { changeSigningLock } from './open-signing-key.ts'
import { remember } from './remember.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { askServer, signIn } from './sign-in.ts'

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

/** Changes one's own password: at the server first, then the lock on this PC. */
export async function changePassword(old: string, chosen: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  const { workplace } = session
  try {
    const answer = await services.server.changePassword(old, chosen)
    if (!answer.ok) return answer
    const confirmed = await askServer(services, workplace.profile.user, chosen)
    if (!confirmed.ok) return confirmed
    workplace.data.sync.retryNow()
    await changeSigningLock(services, workplace.profile, old, chosen)
    const kept = await remember(services, chosen, confirmed.value)
    return kept.ok ? ok(undefined) : kept
  } catch (failure) {
    if (failure instanceof AppError) return fail(failure.code)
    throw failure
  }
}
