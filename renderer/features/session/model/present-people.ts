/**
 * Who has shown their password since this page was loaded: only they may come back by PIN. In memory alone, so that a
 * reload, a restart and a closed window ask everybody for the password again.
 */
export interface Presence {
  signedInAtMs: number
  /** The server's pass, under the data key: while the screen is locked nobody reads it from the memory. */
  pass?: Uint8Array
}

const present = new Map<string, Presence>()
/** A screen locked for longer than this (a night, a sleep) is a new day: everybody shows the password. */
const longestLockMs = 60 * 60_000
let lockedAtMs: number | undefined

export const presenceOf = (user: string): Presence | undefined => present.get(user)
export const forgetPresence = (user: string): void => void present.delete(user)
export function forgetEverybody(): void {
  present.clear()
  lockedAtMs = undefined
}

/** The keys left the memory. @param ms when the PC was last used */
export function noteLocked(ms: number): void {
  lockedAtMs ??= ms
}

export function notePresence(user: string, presence: Presence): void {
  if (lockedAtMs !== undefined && presence.signedInAtMs - lockedAtMs > longestLockMs) present.clear()
  lockedAtMs = undefined
  present.set(user, { ...present.get(user), ...presence })
}
