import {
  isOwnPatient,
  type PersonScope,
  roleRuleOf,
  villageKeysOfPerson,
} from '#shared/domain/access/index.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Account } from '../accounts/account.ts'
import type { AuditLog } from '../store/audit-log.ts'

/** Who worked at a PC and what they opened there, as the trace of access tells. */
export interface StationTrace {
  /** Ids of practitioners. */
  people: ReadonlySet<string>
  /** Patients whose cards were opened there. */
  opened: ReadonlySet<string>
}

const page = 1000

export function stationTrace(log: AuditLog, station: string): StationTrace {
  const people = new Set<string>()
  const opened = new Set<string>()
  for (const { chain } of log.chains().filter((each) => each.station === station)) {
    let after = { number: 0, hash: '' }
    for (;;) {
      const events = log.eventsOf(station, chain, after, page)
      for (const { body } of events) {
        const event = JSON.parse(body) as { author?: { id?: unknown }; patientId?: unknown }
        if (typeof event.author?.id === 'string') people.add(event.author.id)
        if (typeof event.patientId === 'string') opened.add(event.patientId)
      }
      const last = events.at(-1)
      if (!last || events.length < page) break
      after = { number: last.number, hash: last.hash }
    }
  }
  return { people, opened }
}

type Person = Pick<Account, 'role' | 'facilityId'> & { villages?: readonly string[] | undefined }
const scopeOfPerson = ({ role, facilityId, villages = [] }: Person): PersonScope => ({
  role,
  facilityId,
  villages,
})

/**
 * Which patients the people of a PC can have brought there. Undefined: the whole clinic, because one of them sees all of
 * it, or because nobody is known.
 */
export function reachOf(
  people: readonly Person[],
  opened: ReadonlySet<string>,
): { villages: string[]; holds(patient: Patient): boolean } | undefined {
  const scopes = people.filter(({ role }) => roleRuleOf(role).reads.length > 0).map(scopeOfPerson)
  const keys = scopes.map((scope) => villageKeysOfPerson(scope))
  if (scopes.length === 0 || keys.some((each) => each === undefined)) return undefined
  return {
    villages: [...new Set(keys.flatMap((each) => [...(each ?? [])]))].sort(),
    holds: (patient) => opened.has(patient.id) || scopes.some((scope) => isOwnPatient(scope, patient)),
  }
}
