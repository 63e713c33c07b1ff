import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Profile } from '#shared/contract/api.ts'
import { isOwnPatient, type PersonScope, villageKeysOfPerson } from '#shared/domain/access/index.ts'
import { type GlassReason, glassNotice, isGlassBroken } from '#shared/domain/audit/glass.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import type { LiveQuery, OpeningOutcome } from '../../../data/workplace-data.ts'

/** How the card's door stands. */
export type GlassState =
  | { kind: 'looking' }
  | { kind: 'open' }
  /** A reason was given, and the card is on its way from the server. */
  | { kind: 'coming' }
  /** A reason is asked for; the name is known where the card is on this PC. */
  | { kind: 'closed'; name: string | undefined }

const personOf = ({ practitioner, facilityId, ...profile }: Profile): PersonScope => ({
  role: practitioner.role,
  villages: Array.isArray(profile.villages) ? profile.villages.map(String) : [],
  facilityId,
})

const known = (query: LiveQuery<Patient | undefined>): LiveQuery<{ patient: Patient | undefined }> => ({
  subscribe: (listener, onError) => query.subscribe((patient) => listener({ patient }), onError),
})

/** Whether this person may open this card, and the way to open it with a reason. */
export function useGlass(patientId: string): {
  state: GlassState
  open(code: GlassReason, text: string): Promise<OpeningOutcome>
} {
  const { data, profile, context } = useWorkplace()
  const person = useMemo(() => personOf(profile), [profile])
  const seesAll = useMemo(() => villageKeysOfPerson(person) === undefined, [person])
  const found = useLive(
    useMemo(() => (seesAll ? undefined : known(data.patients.watch(patientId))), [data, patientId, seesAll]),
  )
  const isOwn = found?.patient !== undefined && isOwnPatient(person, found.patient)
  const isForeign = !seesAll && found !== undefined && !isOwn
  const [broken, setBroken] = useState<boolean | undefined>()
  useEffect(() => {
    if (!isForeign) return
    let over = false
    const look = async () => {
      const events = await data.audit.ofPatient(patientId)
      if (!over) setBroken(isGlassBroken(events, context.author.id, context.clock.now()))
    }
    look().catch(() => !over && setBroken(false))
    return () => {
      over = true
    }
  }, [data, context, patientId, isForeign])

  const isHere = found?.patient !== undefined
  const open = useCallback(
    async (code: GlassReason, text: string): Promise<OpeningOutcome> => {
      const words = text.trim()
      const reason = { code, ...(words ? { text: words } : {}) }
      // Where the server has been asked before, a card that is on this PC opens without it.
      const answer = await data.audit.openCard(patientId, reason)
      if (answer !== 'opened' && !(isHere && answer === 'no-link')) return answer
      data.audit.record({ action: 'glass-broken', patientId, reason })
      await data.inbox.save(glassNotice(patientId, reason, context))
      await data.audit.settled()
      setBroken(true)
      return 'opened'
    },
    [data, context, patientId, isHere],
  )
  return { state: stateOf(seesAll || isOwn, found, broken), open }
}

function stateOf(
  isOpen: boolean,
  found: { patient: Patient | undefined } | undefined,
  broken: boolean | undefined,
): GlassState {
  if (isOpen) return { kind: 'open' }
  if (!found || broken === undefined) return { kind: 'looking' }
  if (!broken) return { kind: 'closed', name: found.patient && fullName(found.patient.name) }
  return { kind: found.patient ? 'open' : 'coming' }
}
