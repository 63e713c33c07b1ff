import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { hasUnsavedWork } from '../../../ui/unsaved-work.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { askThisPc } from './sign-in.ts'

/**
 * Takes the patient off the screen and the keys out of the memory: the data is closed and the password opens it again,
 * at the same page. A form that nobody has saved would be lost with that; then the screen is covered until the person
 * comes back, and the keys stay.
 */
export async function lock(): Promise<void> {
  const services = sessionServices()
  const { session, set } = useSession.getState()
  if (session.phase !== 'open') return
  if (hasUnsavedWork()) return set({ ...session, covered: true })
  const { user } = session.workplace.profile
  services.marker.clear()
  set({ phase: 'closing' })
  try {
    await session.workplace.data.close()
  } finally {
    set({ phase: 'signed-out', lockedFor: user })
  }
}

/** Shows a covered screen again to the person whose work it is. */
export async function uncover(password: string): Promise<Result<void, ErrorCode>> {
  const { session, set } = useSession.getState()
  if (session.phase !== 'open') return ok(undefined)
  const opened = await askThisPc(sessionServices(), session.workplace.profile.user, password)
  // The grace is for opening the data; it is open here.
  if (!opened.ok && opened.error !== 'session.grace-over') return fail(opened.error)
  const { covered, ...open } = session
  set(open)
  return ok(undefined)
}
