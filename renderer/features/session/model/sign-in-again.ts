import type { ErrorCode } from '#shared/errors/codes.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { openNote } from '../../../data/encryption/sealed-note.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import { userKey } from './known-users.ts'
import { lock } from './lock.ts'
import { openSigningKey } from './open-signing-key.ts'
import { presenceOf } from './present-people.ts'
import { passPlace, remember } from './remember.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { askServer, forget, wipe } from './sign-in.ts'

/** A new server session for the person whose work is on the screen; wakes the sync. Only the server can give one. */
export async function signInAgain(workplace: Workplace, password: string): Promise<Result<void, ErrorCode>> {
  const services = sessionServices()
  const answer = await askServer(services, workplace.profile.user, password)
  if (!answer.ok) {
    // What was told to go from this PC goes when the data is closed, and leaves the screen.
    const isOver = answer.error === 'session.dismissed' || answer.error === 'session.station-revoked'
    if (isOver) await lock('full', answer.error)
    return fail(answer.error)
  }
  workplace.data.sync.retryNow()
  openSigningKey(services, answer.value.profile, password)
  const kept = await remember(services, password, answer.value)
  return kept.ok ? ok(undefined) : kept
}

/**
 * The same without a word to the person, where the server gave them a pass for this PC today. Answers whether there is
 * a session now.
 */
export async function returnToServer(workplace: Workplace): Promise<boolean> {
  const services = sessionServices()
  const { session } = useSession.getState()
  const { user } = workplace.profile
  const sealed = presenceOf(userKey(user))?.pass
  if (session.phase !== 'open' || !sealed) return false
  const note = (await openNote(session.dataKeys, passPlace(userKey(user)), sealed)) as
    | { pass?: string }
    | undefined
  if (typeof note?.pass !== 'string') return false
  const answer = await services.server.returnTo(user, services.stationId, note.pass)
  if (answer.ok) workplace.data.sync.retryNow()
  else if (answer.error === 'session.station-revoked') {
    await lock('full', answer.error)
    await wipe(services)
  } else if (answer.error === 'session.dismissed') {
    await forget(services, user)
    await lock('full', answer.error)
  }
  return answer.ok
}
