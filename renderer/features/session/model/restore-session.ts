import { AppError } from '#shared/errors/app-error.ts'
import { signerAtHand } from '../../signature/index.ts'
import { resumeSigningKey } from './open-signing-key.ts'
import { openWorkplace } from './open-workplace.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'
import { restoreWithoutData } from './without-data.ts'

/**
 * At boot: a reload of a signed-in window goes on where it was, without the server, with the keys that the window before
 * handed over. Anything else ends at the sign-in page.
 */
export async function restoreSession(): Promise<void> {
  const services = sessionServices()
  const { set } = useSession.getState()
  if (services.administratorMarker.read() !== undefined) return restoreWithoutData(services)
  try {
    const before = services.marker.read() === undefined ? undefined : await services.handOff.take()
    if (!before) {
      set({ phase: 'signed-out' })
      // Said here, too: without the server nobody gets any further.
      if ((await services.storeEmptied()) && useSession.getState().session.phase === 'signed-out')
        set({ phase: 'signed-out', problem: 'storage.emptied' })
      return
    }
    const { profile, dataKeys, signer } = before
    resumeSigningKey(profile, signer)
    set({ phase: 'open', workplace: await openWorkplace(services, profile, dataKeys), dataKeys })
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure
    set({ phase: 'signed-out', problem: failure.code })
  }
}

/**
 * When the page ends: a reload finds the keys again, anybody who opens the window later does not. Of a covered screen
 * neither: a reload would be a way around the PIN.
 */
export function handOverKeys(): void {
  const { session } = useSession.getState()
  if (session.phase !== 'open' || session.covered) return
  const { workplace, dataKeys } = session
  sessionServices().handOff.give({ profile: workplace.profile, dataKeys, signer: signerAtHand() })
}
