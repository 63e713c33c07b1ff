import { AppError } from '#shared/errors/app-error.ts'
import { openWorkplace } from './open-workplace.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'

/**
 * At boot: a reload of a signed-in window goes on where it was, without the server. Anything else ends at the sign-in
 * page.
 */
export async function restoreSession(): Promise<void> {
  const services = sessionServices()
  const { set } = useSession.getState()
  const user = services.marker.read()
  try {
    const known = user === undefined ? undefined : await services.knownUsers.get(user)
    if (!known) return set({ phase: 'signed-out' })
    set({ phase: 'open', workplace: await openWorkplace(services, known.profile) })
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure
    set({ phase: 'signed-out', problem: failure.code })
  }
}
