import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import { sessionServices } from './session-services.ts'
import { askServer, remember } from './sign-in.ts'

/** A new server session for the person whose work is on the screen; wakes the sync. Only the server can give one. */
export async function signInAgain(workplace: Workplace, password: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const { user } = workplace.profile
  const answer = await askServer(services, user, password)
  if (!answer.ok) return fail(answer.error)
  workplace.data.sync.retryNow()
  await remember(services, user, password, answer.value)
  return ok(undefined)
}
