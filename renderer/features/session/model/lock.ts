import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { keepUnsavedWork } from '../../../ui/unsaved-work.ts'
import { closeSigningKey } from './open-signing-key.ts'
import { noteLocked } from './present-people.ts'
import { sessionServices } from './session-services.ts'
import { openTrail, useSession } from './session-store.ts'
import { askThisPc } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { checkPin, mayUsePin } from './use-of-pin.ts'

/** So long after the screen was covered the keys of whoever has a PIN stay in the memory. */
export const coverMs = 15 * 60_000

/**
 * Takes the patient off the screen. `full`: and the keys out of the memory; the data is closed, and the password opens
 * it again at the same page. `idle` does that for whoever has no PIN; for the others the screen is covered for a quarter
 * of an hour, with the keys kept, and the PIN opens it. A form that nobody has saved is kept for its owner first; where
 * the disk refuses it would be lost with the keys: then the screen stays covered, and the password alone uncovers it.
 * @param lastUsedMs when the PC was last touched
 */
export async function lock(
  kind: 'idle' | 'full' = 'full',
  problem?: ErrorCode,
  lastUsedMs?: number,
): Promise<void> {
  const services = sessionServices()
  const { session, set } = useSession.getState()
  // Nothing lies here that a lock could protect: the session at the server is what must end.
  if (session.phase === 'administering' || session.phase === 'own-card') return signOut()
  if (session.phase !== 'open') return
  const nowMs = services.clock.now()
  if (kind === 'idle') {
    const { covered } = session
    const untilMs = covered?.pinUntilMs ?? 0
    if (covered && nowMs < untilMs) return
    const isFresh = nowMs - (lastUsedMs ?? nowMs) < coverMs * 2
    const byPin = !covered && isFresh && (await mayUsePin(session.workplace.profile.user))
    // Another lock, a colleague or the person themselves came first: what stood there then is not put back.
    if (useSession.getState().session !== session) return
    if (byPin) {
      set({ ...session, covered: { pinUntilMs: nowMs + coverMs } })
      // Also against a reload of the covered screen, and a cut of the power.
      await keepUnsavedWork()
      return
    }
  }
  const isKept = await keepUnsavedWork()
  if (useSession.getState().session !== session) return
  if (!isKept && problem === undefined) return set({ ...session, covered: { pinUntilMs: 0 } })
  const { user } = session.workplace.profile
  closeSigningKey()
  services.marker.clear()
  noteLocked(lastUsedMs ?? nowMs)
  set({ phase: 'closing' })
  try {
    await session.workplace.data.close()
  } finally {
    set({ phase: 'signed-out', lockedFor: user, ...(problem ? { problem } : {}) })
  }
}

/** Shows a covered screen again to the person whose work it is. */
export async function uncover(
  secret: string,
  by: 'password' | 'pin' = 'password',
): Promise<Result<void, ErrorCode>> {
  const { session, set } = useSession.getState()
  if (session.phase !== 'open') return ok(undefined)
  const services = sessionServices()
  const { user } = session.workplace.profile
  if (by === 'pin') {
    if ((session.covered?.pinUntilMs ?? 0) <= services.clock.now()) return fail('session.password-needed')
    const right = await checkPin(user, secret)
    if (!right.ok) return right
  } else {
    const opened = await askThisPc(services, user, secret)
    // The grace is for opening the data; it is open here.
    if (!opened.ok && opened.error !== 'session.grace-over') return fail(opened.error)
  }
  const { session: now } = useSession.getState()
  // The keys have left the memory while the secret was looked at: the data is closed, and only the sign-in page opens it.
  if (now.phase !== 'open' || now.workplace !== session.workplace) return fail('session.password-needed')
  const { covered, ...open } = now
  set(open)
  openTrail()?.record({ action: 'unlocked', means: by })
  return ok(undefined)
}
