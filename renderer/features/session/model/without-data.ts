import type { Profile } from '#shared/contract/api.ts'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import type { SessionServices } from './session-services.ts'
import { type SessionState, useSession } from './session-store.ts'

export type WithoutData = Extract<SessionState, { profile: Profile }>['phase']

/**
 * What somebody does by the server alone, with nothing of the clinic on the PC: the server's administrator without a
 * clinic and a district's IT staff administer, a patient looks at the own card. Undefined for who works on a PC.
 */
export function worksWithoutData(profile: Profile): WithoutData | undefined {
  const { administers, ownCardOnly, reads } = roleRuleOf(profile.practitioner.role)
  if (administers !== undefined && (profile.clinicId === '' || reads.length === 0)) return 'administering'
  return ownCardOnly && profile.patientId !== undefined ? 'own-card' : undefined
}

/** Opens the screens that need nothing but the server. */
export function openWithoutData(services: SessionServices, profile: Profile, phase: WithoutData): void {
  services.administratorMarker.write(profile.user)
  useSession.getState().set({ phase, profile, clock: services.clock })
}

/** After a reload: the session's cookie is asked for at the server, the only one who knows. */
export async function restoreWithoutData(services: SessionServices): Promise<void> {
  const profile = await services.server.me()
  const phase = profile.ok ? worksWithoutData(profile.value) : undefined
  if (profile.ok && phase) return openWithoutData(services, profile.value, phase)
  services.administratorMarker.clear()
  useSession.getState().set({ phase: 'signed-out' })
}
