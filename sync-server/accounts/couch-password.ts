import { hash, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { RandomBytes } from '#shared/kit/ids.ts'

const derive = promisify(pbkdf2)

/** As CouchDB 3.4 writes them. */
const defaultIterations = 600_000
/** A document that was replicated in cannot ask for hours of work. */
const mostIterations = 10_000_000

const digests = { sha: 'sha1', sha224: 'sha224', sha256: 'sha256', sha384: 'sha384', sha512: 'sha512' }
const keyBytes = { sha: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 }

/** The members of a document in `_users` that hold its password; salts are used as text. */
const pbkdf2Schema = z.object({
  password_scheme: z.literal('pbkdf2'),
  pbkdf2_prf: z.enum(['sha', 'sha224', 'sha256', 'sha384', 'sha512']).default('sha'),
  iterations: z.int().min(1).max(mostIterations).default(10_000),
  salt: z.string(),
  derived_key: z.string(),
})
const simpleSchema = z.object({
  password_scheme: z.literal('simple').default('simple'),
  salt: z.string(),
  password_sha: z.string(),
})
export const couchPasswordSchema = z.union([pbkdf2Schema, simpleSchema])
export type CouchPassword = z.infer<typeof couchPasswordSchema>

/** Every member that a password leaves in a document. */
export const passwordMembers = [
  'password',
  'password_scheme',
  'pbkdf2_prf',
  'iterations',
  'salt',
  'derived_key',
  'password_sha',
]

/** A new hash for a document of `_users`. */
export async function hashCouchPassword(
  password: string,
  random: RandomBytes,
  iterations = defaultIterations,
): Promise<CouchPassword> {
  const salt = Buffer.from(random(16)).toString('hex')
  const key = await derive(password, salt, iterations, keyBytes.sha256, digests.sha256)
  return {
    password_scheme: 'pbkdf2',
    pbkdf2_prf: 'sha256',
    iterations,
    salt,
    derived_key: key.toString('hex'),
  }
}

/** Compares in constant time. */
export async function couchPasswordMatches(password: string, stored: CouchPassword): Promise<boolean> {
  if (stored.password_scheme === 'simple')
    return sameText(hash('sha1', password + stored.salt, 'hex'), stored.password_sha)
  const { pbkdf2_prf: prf, iterations, salt } = stored
  const key = await derive(password, salt, iterations, keyBytes[prf], digests[prf])
  return sameText(key.toString('hex'), stored.derived_key)
}

/** Whether a password that was right should be hashed again, harder. */
export const isOutdated = (stored: CouchPassword, iterations = defaultIterations): boolean =>
  stored.password_scheme === 'simple' ||
  stored.pbkdf2_prf === 'sha' ||
  stored.pbkdf2_prf === 'sha224' ||
  stored.iterations < iterations

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
