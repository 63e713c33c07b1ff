import type { NumberRange } from '#shared/domain/audit/verify-chain.ts'

/** An event as it lies in the log. `body` is its JSON as it came. */
export interface LoggedEvent {
  station: string
  chain: string
  number: number
  hash: string
  /** ISO moment of the event. */
  at: string
  patient: string | undefined
  person: string
  personName: string
  action: string
  body: string
}

/** How events came. */
export interface Arrival {
  /** ISO moment. */
  at: string
  /** Whose session brought them. */
  deliveredBy: string
  /** Which PC. */
  station: string
}

export interface AuditSearch {
  patient?: string | undefined
  person?: string | undefined
  action?: string | undefined
  /** ISO moments, the second one left out. */
  from?: string | undefined
  to?: string | undefined
  limit: number
  /** The place where the page before ended. */
  after?: { at: string; order: number } | undefined
}
export interface FoundEvent {
  at: string
  /** In which order events came. */
  order: number
  body: string
}

/**
 * The trace of access of one clinic: events are added and never changed or taken away. What is added is on disk when the
 * call returns.
 */
export interface AuditLog {
  /** Events that are there already are left as they are. */
  add(
    events: LoggedEvent[],
    refused: { station: string; chain: string; code: string }[],
    arrival: Arrival,
  ): void
  /** The newest number of a chain, with the hash of its event. */
  head(station: string, chain: string): { number: number; hash: string } | undefined
  /** Numbers that are not there, below the newest one; so many ranges at most. */
  missing(station: string, chain: string, most: number): NumberRange[]
  chains(): { station: string; chain: string; refused: number; receivedAt: string | undefined }[]
  /** Bodies of a chain in the order of numbers and hashes, after a place in it. */
  eventsOf(
    station: string,
    chain: string,
    after: { number: number; hash: string },
    limit: number,
  ): { number: number; hash: string; body: string }[]
  /** Newest first. */
  search(query: AuditSearch): FoundEvent[]
  people(): { id: string; name: string }[]
}
