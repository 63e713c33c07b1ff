/** A PC's random name by its end, as people read it out: the beginning is the day it was set up. */
export const stationCode = (stationId: string): string => stationId.slice(-6).toUpperCase()

/** What a PC is called in lists: the name that somebody gave it, and the code by which logs know it. */
export const stationTitle = (name: string | undefined, stationId: string): string =>
  name ? `${name} (${stationCode(stationId)})` : stationCode(stationId)
