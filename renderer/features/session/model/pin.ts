import { argon2id } from 'hash-wasm'
import { z } from 'zod'
import type { RandomBytes } from '#shared/kit/ids.ts'
import { toBase64 } from './key-holders.ts'
import { type LockCost, lockCost } from './user-lock.ts'

/**
 * A PIN lets a person in on top of data that is open already; it protects nothing on the disk. It is kept under the data
 * key, as a slow hash, with the count of wrong tries beside it.
 */
export const pinRecordSchema = z.object({
  salt: z.string(),
  hash: z.string(),
  failures: z.number().int().min(0),
  lastFailureMs: z.number(),
})
export type PinRecord = z.infer<typeof pinRecordSchema>

export type PinProblem = 'not-digits' | 'all-same' | 'in-a-row' | 'repeats' | 'a-date' | 'common'

/** Of four digits and more, what is tried first by whoever guesses. */
const common = new Set([
  '2580',
  '0852',
  '1313',
  '1004',
  '4321',
  '6969',
  '159753',
  '147258',
  '258369',
  '789456',
])

/** Why this PIN is too easy to guess; undefined when it will do. */
export function pinProblem(pin: string): PinProblem | undefined {
  if (!/^\d{4,8}$/.test(pin)) return 'not-digits'
  const digits = [...pin].map(Number)
  if (new Set(digits).size === 1) return 'all-same'
  const steps = new Set(digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10))
  if (steps.size === 1 && (steps.has(1) || steps.has(9))) return 'in-a-row'
  for (const length of [2, 3, 4])
    if (
      length < pin.length &&
      pin.length % length === 0 &&
      pin === pin.slice(0, length).repeat(pin.length / length)
    )
      return 'repeats'
  if (new Set(digits).size < 3 || common.has(pin)) return 'common'
  return isDate(pin)
}

/** A year of a living person's birth, or a day of a year: what a colleague knows. */
function isDate(pin: string): PinProblem | undefined {
  if (pin.length === 4 && (/^(19[2-9]|20[0-3])\d$/.test(pin) || isDayOfYear(pin))) return 'a-date'
  if (pin.length === 6 && isDayOfYear(pin.slice(0, 4))) return 'a-date'
  if (pin.length === 8 && isDayOfYear(pin.slice(0, 4)) && /^(19|20)/.test(pin.slice(4))) return 'a-date'
  return undefined
}

const isDayOfYear = (text: string): boolean => /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])$/.test(text)

const hashOf = async (pin: string, salt: Uint8Array, cost: LockCost): Promise<string> =>
  toBase64(
    await argon2id({
      password: pin,
      salt,
      memorySize: cost.memoryKiB,
      iterations: cost.iterations,
      parallelism: cost.parallelism,
      hashLength: 32,
      outputType: 'binary',
    }),
  )

export async function makePin(
  pin: string,
  random: RandomBytes,
  cost: LockCost = lockCost,
): Promise<PinRecord> {
  const salt = random(16)
  return { salt: toBase64(salt), hash: await hashOf(pin, salt, cost), failures: 0, lastFailureMs: 0 }
}

export async function pinFits(pin: string, record: PinRecord, cost: LockCost = lockCost): Promise<boolean> {
  const salt = Uint8Array.from(atob(record.salt), (character) => character.charCodeAt(0))
  return (await hashOf(pin, salt, cost)) === record.hash
}

const freeFailures = 3
/** After so many the PIN is of no use until its owner types the password. */
export const mostFailures = 10

/** Milliseconds until the next try: after three failures each further one doubles the wait, from two seconds on. */
export function pinWaitMs({ failures, lastFailureMs }: PinRecord, nowMs: number): number {
  if (failures < freeFailures) return 0
  const waitMs = 1000 * 2 ** (failures - freeFailures + 1)
  return Math.max(0, Math.min(waitMs, lastFailureMs + waitMs - nowMs))
}
