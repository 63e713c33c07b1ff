/** Where the time comes from. Handed in everywhere; `systemClock` is the only place that asks the machine. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

/** The clock's time as an ISO 8601 string in UTC with milliseconds. */
export const isoNow = (clock: Clock): string => new Date(clock.now()).toISOString()
