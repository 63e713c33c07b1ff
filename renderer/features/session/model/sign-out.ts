import { sessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'

/** Closes the data, then forgets the session here and at the server (as far as it can be reached). */
export async function signOut(): Promise<void> {
  const services = sessionServices()
  const { session, set } = useSession.getState()
  services.marker.clear()
  set({ phase: 'signed-out' })
  if (session.phase === 'open') await session.workplace.data.close()
  await services.server.signOut()
}
