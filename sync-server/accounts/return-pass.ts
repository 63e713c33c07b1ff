import { createHmac, timingSafeEqual } from 'node:crypto'

/** A working day from the last sign-in with the password; never renewed. */
export const returnPassMs = 12 * 3600_000

/** Whose pass it is, on which PC: with the account's generation it ends with the password. */
export interface PassOf {
  user: string
  generation: string
  stationId: string
}

/** A key of its own, so that a pass is never taken for a cookie. */
const mac = (secret: string, { user, generation, stationId }: PassOf, expiresMs: number): string =>
  createHmac('sha256', createHmac('sha256', secret).update('return pass').digest())
    .update(JSON.stringify([user, generation, stationId, expiresMs]))
    .digest('base64url')

export const signPass = (secret: string, of: PassOf, expiresMs: number): string =>
  `${expiresMs}.${mac(secret, of, expiresMs)}`

export function passHolds(secret: string, pass: string, of: PassOf, nowMs: number): boolean {
  const [expires = '', signature = ''] = pass.split('.')
  if (!/^\d{1,16}$/.test(expires) || nowMs >= Number(expires)) return false
  const expected = Buffer.from(mac(secret, of, Number(expires)))
  const actual = Buffer.from(signature)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** Changes with the password, the role and the clinic; tells nothing of them. */
export const personMark = (
  secret: string,
  { user, generation, role, clinicId }: { user: string; generation: string; role: string; clinicId: string },
): string =>
  createHmac('sha256', createHmac('sha256', secret).update('person mark').digest())
    .update(JSON.stringify([user, generation, role, clinicId]))
    .digest('base64url')
    .slice(0, 22)
