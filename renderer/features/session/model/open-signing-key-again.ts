import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { openedSigner } from '../../signature/index.ts'
import { openSigningKey } from './open-signing-key.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { askThisPc } from './sign-in.ts'

/** Opens the signing key of the person at the screen, who came in by PIN. Guessing is slowed down. */
export async function unlockSigningKey(password: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const { session } = useSession.getState()
  if (session.phase !== 'open') return fail('session.password-needed')
  const { profile } = session.workplace
  const opened = await askThisPc(services, profile.user, password)
  // The grace is for opening the data; it is open here.
  if (!opened.ok && opened.error !== 'session.grace-over') return fail(opened.error)
  openSigningKey(services, profile, password)
  await openedSigner()
  return ok(undefined)
}
