const dayMs = 24 * 3600 * 1000
const quietDays = 1
const loudDays = 3

/** How long the server has been silent: said quietly after a day, loudly after three. */
export interface ContactAge {
  level: 'fresh' | 'quiet' | 'loud'
  /** Whole days. */
  days: number
}

export function contactAge(lastContactMs: number | undefined, nowMs: number): ContactAge {
  const days = lastContactMs === undefined ? 0 : Math.max(0, Math.floor((nowMs - lastContactMs) / dayMs))
  return { level: days >= loudDays ? 'loud' : days >= quietDays ? 'quiet' : 'fresh', days }
}
