import type { Profile } from '#shared/contract/api.ts'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import type { SessionServices } from './session-services.ts'
import { useSession } from './session-store.ts'

/**
 * Whether somebody administers and has no records to work with: the server's administrator without a clinic, a
 * district's IT staff. Nothing is stored on the PC for them, and without the server they cannot work.
 */
export function administersOnly({ clinicId, practitioner }: Profile): boolean {
  const { administers, reads } = roleRuleOf(practitioner.role)
  return administers !== undefined && (clinicId === '' || reads.length === 0)
}

/** Opens the screens of administration. */
export function administer(services: SessionServices, profile: Profile): void {
  services.administratorMarker.write(profile.user)
  useSession.getState().set({ phase: 'administering', profile, clock: services.clock })
}

/** After a reload: the session's cookie is asked for at the server, the only one who knows. */
export async function restoreAdministrator(services: SessionServices): Promise<void> {
  const profile = await services.server.me()
  if (profile.ok && administersOnly(profile.value)) return administer(services, profile.value)
  services.administratorMarker.clear()
  useSession.getState().set({ phase: 'signed-out' })
}
