import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Profile } from '#shared/contract/api.ts'
import {
  isOwnPatient,
  mayWriteType,
  type PersonScope,
  villageKeysOfPerson,
} from '#shared/domain/access/index.ts'
import {
  type GlassKind,
  type GlassReason,
  glassKindOf,
  glassNotice,
  isGlassBroken,
} from '#shared/domain/audit/glass.ts'
import { restrictionsNow } from '#shared/domain/consent/consent.state.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { OpeningOutcome } from '../../../data/controls/audit-control.ts'
import type { LiveQuery } from '../../../data/controls/live-query.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** How the card's door stands. */
export type GlassState =
  | { kind: 'looking' }
  | { kind: 'open' }
  /** A reason was given, and the card is on its way from the server. */
  | { kind: 'coming' }
  /** A reason is asked for; the name is known where the card is on this PC. */
  | { kind: 'closed'; glass: GlassKind; name: string | undefined }

const personOf = ({ practitioner, facilityId, ...profile }: Profile): PersonScope => ({
  role: practitioner.role,
  villages: Array.isArray(profile.villages) ? profile.villages.map(String) : [],
  facilityId,
})

const known = (query: LiveQuery<Patient | undefined>): LiveQuery<{ patient: Patient | undefined }> => ({
  subscribe: (listener, onError) => query.subscribe((patient) => listener({ patient }), onError),
})

/** Whether a reason was given for this kind of card. */
interface Broken {
  of: GlassKind
  is: boolean
}

/**
 * Whether this person may open this card, and the way to open it with a reason. Once it is open it stays so until it is
 * left: a block that comes meanwhile takes no form from under the hands.
 */
export function useGlass(patientId: string): {
  state: GlassState
  open(code: GlassReason, text: string): Promise<OpeningOutcome>
} {
  const { data, profile, context } = useWorkplace()
  const person = useMemo(() => personOf(profile), [profile])
  const seesAll = useMemo(() => villageKeysOfPerson(person) === undefined, [person])
  const found = useLive(useMemo(() => known(data.patients.watch(patientId)), [data, patientId]))
  const patient = found?.patient
  const glass =
    found &&
    glassKindOf({
      foreign: !seesAll && !(patient && isOwnPatient(person, patient)),
      restricted: patient !== undefined && restrictionsNow(patient, context.clock.now()).length > 0,
    })
  const [entered, setEntered] = useState(false)
  const [broken, setBroken] = useState<Broken | undefined>()
  useEffect(() => {
    if (entered || glass === undefined) return
    let over = false
    const look = async () => {
      const events = await data.audit.ofPatient(patientId)
      const is = isGlassBroken(events, glass, context.author.id, context.clock.now())
      if (!over) setBroken({ of: glass, is })
    }
    look().catch(() => !over && setBroken({ of: glass, is: false }))
    return () => {
      over = true
    }
  }, [data, context, patientId, glass, entered])

  const isHere = patient !== undefined
  const open = useCallback(
    async (code: GlassReason, text: string): Promise<OpeningOutcome> => {
      if (glass === undefined) return 'opened'
      const words = text.trim()
      const reason = { code, ...(words ? { text: words } : {}) }
      // The server gives cards of others; a card of one's own is here, blocked or not.
      const answer = glass === 'restricted' ? 'opened' : await data.audit.openCard(patientId, reason)
      // Where the server has been asked before, a card that is on this PC opens without it.
      if (answer !== 'opened' && !(isHere && answer === 'no-link')) return answer
      data.audit.record({ action: 'glass-broken', patientId, reason, means: glass })
      if (mayWriteType(person.role, 'inbox'))
        await data.inbox.save(glassNotice(patientId, glass, reason, context))
      await data.audit.settled()
      setBroken({ of: glass, is: true })
      return 'opened'
    },
    [data, context, person, patientId, glass, isHere],
  )
  const state: GlassState = entered ? { kind: 'open' } : stateOf(found, glass, broken)
  const isLetIn = isHere && state.kind === 'open'
  useEffect(() => {
    if (isLetIn) setEntered(true)
  }, [isLetIn])
  return { state, open }
}

function stateOf(
  found: { patient: Patient | undefined } | undefined,
  glass: GlassKind | undefined,
  broken: Broken | undefined,
): GlassState {
  if (!found) return { kind: 'looking' }
  if (glass === undefined) return { kind: 'open' }
  if (broken?.of !== glass) return { kind: 'looking' }
  if (!broken.is) return { kind: 'closed', glass, name: found.patient && fullName(found.patient.name) }
  return { kind: found.patient ? 'open' : 'coming' }
}
