import { create } from 'zustand'
import type { Profile } from '#shared/contract/api.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Clock } from '#shared/kit/clock.ts'
import type { AuditControl } from '../../../data/controls/audit-control.ts'
import type { DataKeys } from '../../../data/encryption/row-seal.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import { dropToasts } from '../../../ui/toast-store.ts'

/**
 * Where the sign-in stands. `open` is the only state with a patient on the screen, unless it is `covered`. `lockedFor`
 * names whose screen was locked. `administering` and `own-card` have no local data at all: who administers by the
 * server alone, and a patient who looks at the own card.
 */
export type SessionState =
  | { phase: 'restoring' }
  | { phase: 'signed-out'; problem?: ErrorCode; lockedFor?: string }
  | { phase: 'closing' }
  | { phase: 'open'; workplace: Workplace; dataKeys: DataKeys; covered?: Cover }
  | { phase: 'administering' | 'own-card'; profile: Profile; clock: Clock }

/** The screen is covered, the keys are in the memory; until then the PIN opens it. */
export interface Cover {
  pinUntilMs: number
}

interface SessionStore {
  session: SessionState
  set(session: SessionState): void
}

/** The session of this window. Changed only by the commands of this folder. */
export const useSession = create<SessionStore>((set) => ({
  session: { phase: 'restoring' },
  set(session) {
    // What was said to the one is not for the next, nor is it theirs to take back.
    if (session.phase === 'closing') dropToasts()
    set({ session })
  },
}))

/** The trace of access of whoever is signed in. */
export const openTrail = (): AuditControl | undefined => {
  const { session } = useSession.getState()
  return session.phase === 'open' ? session.workplace.data.audit : undefined
}
