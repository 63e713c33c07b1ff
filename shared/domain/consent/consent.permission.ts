import { minskDay } from '../../kit/partial-date.ts'
import type { ConsentKind, ConsentMembers } from './consent.schema.ts'
import { type ConsentState, consentState, legalGroundsNow, restrictionsNow } from './consent.state.ts'
import { unaskedOn } from './consent-rules.ts'

/** Why data stay in the clinic. */
export type Obstacle = 'restricted' | 'refused' | 'withdrawn' | 'unasked'

/** Whether something may happen; where the law overrides a refusal, on which recorded ground (its id). */
export type Permission =
  | { allowed: true; groundId?: string }
  | { allowed: false; because: Obstacle; kind?: ConsentKind }

const yes: Permission = { allowed: true }

function byConsent(members: ConsentMembers, kind: ConsentKind, nowMs: number): Permission {
  const obstacle = obstacleIn(consentState(members, kind, nowMs), kind, nowMs)
  return obstacle ? { allowed: false, because: obstacle, kind } : yes
}

function obstacleIn(state: ConsentState, kind: ConsentKind, nowMs: number): Obstacle | undefined {
  if (state.kind === 'refused' || state.kind === 'withdrawn') return state.kind
  if (state.kind === 'unasked' && unaskedOn(kind, minskDay(nowMs)) === 'deny') return 'unasked'
  return undefined
}

/** The first obstacle; none where a recorded legal ground is in force. */
function unlessLawDemands(members: ConsentMembers, nowMs: number, checks: (() => Permission)[]): Permission {
  const restricted = restrictionsNow(members, nowMs).length > 0
  const denied: Permission | undefined = restricted
    ? { allowed: false, because: 'restricted' }
    : checks.map((check) => check()).find(({ allowed }) => !allowed)
  if (!denied) return yes
  const ground = legalGroundsNow(members, nowMs)[0]
  return ground ? { allowed: true, groundId: ground.id } : denied
}

/** Whether the card and its records may leave the clinic: central system, another server, a file for a third party. */
export const mayExport = (members: ConsentMembers, nowMs: number): Permission =>
  unlessLawDemands(members, nowMs, [
    () => byConsent(members, 'personal-data', nowMs),
    () => byConsent(members, 'central-system', nowMs),
  ])

/** Whether they may be shown to people of another organisation, by telemedicine. */
export const mayShare = (members: ConsentMembers, nowMs: number): Permission =>
  unlessLawDemands(members, nowMs, [
    () => byConsent(members, 'personal-data', nowMs),
    () => byConsent(members, 'central-system', nowMs),
    () => byConsent(members, 'telemedicine', nowMs),
  ])

/** Whether a paper may be made for the patient's own hands: only a restriction stops it. */
export const mayPrint = (members: ConsentMembers, nowMs: number): Permission =>
  unlessLawDemands(members, nowMs, [])

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/**
 * Whether this person may be told of the patient's health. A refusal that names nobody is of everybody; a name that both
 * a refusal and a consent hold is refused.
 */
export function mayDisclose(members: ConsentMembers, person: string, nowMs: number): Permission {
  return unlessLawDemands(members, nowMs, [
    () => {
      const state = consentState(members, 'disclosure', nowMs)
      const denied = (because: Obstacle): Permission => ({ allowed: false, because, kind: 'disclosure' })
      if (state.kind === 'unasked' || state.kind === 'withdrawn') return denied(state.kind)
      const isNamed = (state.by.persons ?? []).some(({ name }) => sameName(name, person))
      if (state.kind === 'permitted') return isNamed ? yes : denied('unasked')
      return denied(isNamed || (state.by.persons ?? []).length === 0 ? 'refused' : 'unasked')
    },
  ])
}
