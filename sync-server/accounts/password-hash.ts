import { argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { RandomBytes } from '#shared/kit/ids.ts'

const derive = promisify(argon2)

export interface PasswordCost {
  memoryKiB: number
  passes: number
  /** Of PBKDF2, for the documents of `_users`; CouchDB's number when left out. */
  iterations?: number | undefined
}
/** About 50 ms on a small server: slow for a thief, unnoticed at sign-in (OWASP's floor for Argon2id). */
const defaultPasswordCost: PasswordCost = { memoryKiB: 19_456, passes: 2 }

const keyOf = (password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> =>
  derive('argon2id', {
    message: password.normalize('NFC'),
    nonce: salt,
    parallelism: 1,
    tagLength: 32,
    memory: cost.memoryKiB,
    passes: cost.passes,
  })

/** `$argon2id$v=19$m=..,t=..,p=1$salt$key`, base64 without padding. */
export async function hashPassword(
  password: string,
  random: RandomBytes,
  cost: PasswordCost = defaultPasswordCost,
): Promise<string> {
  const salt = Buffer.from(random(16))
  const key = await keyOf(password, salt, cost)
  return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=1$${unpadded(salt)}$${unpadded(key)}`
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
const encodedPattern = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Compares in constant time. */
export async function passwordMatches(password: string, encoded: string): Promise<boolean> {
  const match = encodedPattern.exec(encoded)
  if (!match) return false
  const [, memory, passes, salt, key] = match
  const expected = Buffer.from(key!, 'base64')
  const cost = { memoryKiB: Number(memory), passes: Number(passes) }
  const actual = await keyOf(password, Buffer.from(salt!, 'base64'), cost)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
