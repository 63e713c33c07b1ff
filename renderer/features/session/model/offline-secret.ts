import { argon2id } from 'hash-wasm'
import type { RandomBytes } from '#shared/kit/ids.ts'

/**
 * What this PC keeps of a password so that its owner can sign in without the server: an Argon2id hash with its
 * parameters, never the password. An envelope, so that another algorithm can take its place.
 */
export interface OfflineSecret {
  alg: 'argon2id'
  memoryKiB: number
  iterations: number
  parallelism: number
  salt: Uint8Array
  hash: Uint8Array
}

export interface SecretCost {
  memoryKiB: number
  iterations: number
  parallelism: number
}

/** 64 MiB and 3 passes: what RFC 9106 recommends where memory is limited; one lane, because WebAssembly has one. */
export const secretCost: SecretCost = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 }

const derive = (password: string, salt: Uint8Array, cost: SecretCost): Promise<Uint8Array> =>
  argon2id({
    password: password.normalize('NFC'),
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  })

export async function makeOfflineSecret(
  password: string,
  random: RandomBytes,
  cost: SecretCost = secretCost,
): Promise<OfflineSecret> {
  const salt = random(16)
  return { alg: 'argon2id', ...cost, salt, hash: await derive(password, salt, cost) }
}

/** Compares all bytes whatever the first difference: the time says nothing about where it is. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0)
  return difference === 0
}

/** True when this is the password. A secret with less work in it than `floor` is refused: somebody weakened it. */
export async function matchesOfflineSecret(
  password: string,
  secret: OfflineSecret,
  floor: SecretCost = secretCost,
): Promise<boolean> {
  const tooWeak = secret.memoryKiB < floor.memoryKiB || secret.iterations < floor.iterations
  if (secret.alg !== 'argon2id' || tooWeak || secret.hash.length !== 32) return false
  return sameBytes(await derive(password, secret.salt, secret), secret.hash)
}
