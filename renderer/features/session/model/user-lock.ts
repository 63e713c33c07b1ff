import { argon2id } from 'hash-wasm'
import type { RandomBytes } from '#shared/kit/ids.ts'

/**
 * What this PC keeps for one user, under the user's password: AES-256-GCM with a key that Argon2id makes of it. That it
 * opens is the proof of the password; the password itself is kept nowhere. An envelope with the names of its algorithms
 * and their parameters, so that a national algorithm can take their place.
 */
export interface UserLock {
  alg: 'AES-256-GCM'
  kdf: 'argon2id'
  memoryKiB: number
  iterations: number
  parallelism: number
  salt: Uint8Array
  nonce: Uint8Array
  sealed: Uint8Array
}

export interface LockCost {
  memoryKiB: number
  iterations: number
  parallelism: number
}

/** 64 MiB and 3 passes: what RFC 9106 recommends where memory is limited; one lane, because WebAssembly has one. */
export const lockCost: LockCost = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 }

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

async function keyOf(password: string, salt: Uint8Array, cost: LockCost): Promise<CryptoKey> {
  const bytes = await argon2id({
    password: password.normalize('NFC'),
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  })
  return crypto.subtle.importKey('raw', own(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Everything that must not be changed apart from the sealed part: the user's name and the cost of a guess. */
const surroundings = (user: string, cost: LockCost): Uint8Array<ArrayBuffer> =>
  own(new TextEncoder().encode(JSON.stringify([user, cost.memoryKiB, cost.iterations, cost.parallelism])))

/** @param content anything that is JSON */
export async function makeLock(
  user: string,
  password: string,
  content: unknown,
  random: RandomBytes,
  cost: LockCost = lockCost,
): Promise<UserLock> {
  const salt = random(16)
  const nonce = random(12)
  const key = await keyOf(password, salt, cost)
  const hidden = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: own(nonce), additionalData: surroundings(user, cost) },
    key,
    own(new TextEncoder().encode(JSON.stringify(content))),
  )
  return { alg: 'AES-256-GCM', kdf: 'argon2id', ...cost, salt, nonce, sealed: new Uint8Array(hidden) }
}

/**
 * What the lock holds; undefined for a wrong password and for a lock that was changed. One with less work in it than
 * `floor` is refused: somebody weakened it.
 */
export async function openLock(
  user: string,
  password: string,
  lock: UserLock,
  floor: LockCost = lockCost,
): Promise<unknown> {
  const tooWeak = lock.memoryKiB < floor.memoryKiB || lock.iterations < floor.iterations
  if (lock.alg !== 'AES-256-GCM' || lock.kdf !== 'argon2id' || tooWeak) return undefined
  const key = await keyOf(password, lock.salt, lock)
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: own(lock.nonce), additionalData: surroundings(user, lock) },
      key,
      own(lock.sealed),
    )
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return undefined
  }
}
