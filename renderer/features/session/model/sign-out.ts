import { closeSigningKey } from './open-signing-key.ts'
import { noteLocked } from './present-people.ts'
import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'

/**
 * Takes the work off the screen, closes the data, then forgets the session here and at the server (as far as it can be
 * reached). Nobody can sign in before the data is closed: two openings of one database would meet.
 */
export async function signOut(): Promise<void> {
  const services = sessionServices()
  const { session, set } = useSession.getState()
  services.marker.clear()
  services.administratorMarker.clear()
  closeSigningKey()
  // An hour in which nobody is signed in ends everybody's PIN, as a locked one does.
  if (session.phase === 'open') noteLocked(services.clock.now())
  set({ phase: 'closing' })
  try {
    if (session.phase === 'open') await session.workplace.data.close()
  } finally {
    set({ phase: 'signed-out' })
  }
  await services.server.signOut()
}
