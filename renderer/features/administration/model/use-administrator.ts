import { useMemo } from 'react'
import type { Profile } from '#shared/contract/api.ts'
import { roleRuleOf } from '#shared/domain/access/index.ts'
import { assert } from '#shared/kit/assert.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { useSession } from '../../session/index.ts'
import { type AdministrationServer, administrationServer } from './administration-server.ts'

export interface Administrator {
  profile: Profile
  clock: Clock
  server: AdministrationServer
  /** Of the whole server, not of one clinic. */
  ofAllClinics: boolean
}

/** Who administers, in a workplace or without one, and the server to do it with. */
export function useAdministrator(): Administrator {
  const { session } = useSession()
  assert(
    session.phase === 'open' || session.phase === 'administering',
    'a screen of administration was shown without a session',
  )
  const { profile } = session.phase === 'open' ? session.workplace : session
  const { clock } = session.phase === 'open' ? session.workplace.context : session
  const server = useMemo(() => administrationServer(profile.user), [profile.user])
  const ofAllClinics = roleRuleOf(profile.practitioner.role).administers === 'all-clinics'
  return { profile, clock, server, ofAllClinics }
}
