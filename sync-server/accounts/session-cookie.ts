import { createHmac, timingSafeEqual } from 'node:crypto'

export const sessionCookieName = 'AuthSession'
/** A working day; renewed while it is used. */
export const sessionMs = 12 * 3600_000

const mac = (secret: string, user: string, generation: string, expiresMs: number): string =>
  createHmac('sha256', secret).update(`${user}\n${generation}\n${expiresMs}`).digest('base64url')

/** A signed cookie value: user, end in milliseconds, signature over both and the account's generation. */
export function signSession(secret: string, user: string, generation: string, expiresMs: number): string {
  return `${Buffer.from(user).toString('base64url')}.${expiresMs}.${mac(secret, user, generation, expiresMs)}`
}

/** What the cookie says, before the signature is checked. */
export function readSession(
  value: string,
): { user: string; expiresMs: number; signature: string } | undefined {
  const [user, expires, signature] = value.split('.')
  if (!user || !expires || !signature || !/^\d{1,16}$/.test(expires)) return undefined
  return { user: Buffer.from(user, 'base64url').toString(), expiresMs: Number(expires), signature }
}

export function sessionHolds(
  secret: string,
  session: { user: string; expiresMs: number; signature: string },
  generation: string,
  nowMs: number,
): boolean {
  const expected = Buffer.from(mac(secret, session.user, generation, session.expiresMs))
  const actual = Buffer.from(session.signature)
  return nowMs < session.expiresMs && actual.length === expected.length && timingSafeEqual(actual, expected)
}
