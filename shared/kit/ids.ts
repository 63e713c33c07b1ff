import type { Clock } from './clock.ts'

/** A source of random bytes; handed in, so that tests repeat. */
export type RandomBytes = (length: number) => Uint8Array

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A ULID: 48 bits of time, 80 random bits, 26 ASCII characters that sort by time. */
export function ulid(clock: Clock, random: RandomBytes): string {
  let time = clock.now()
  let head = ''
  for (let i = 0; i < 10; i++) {
    head = alphabet[time % 32]! + head
    time = Math.floor(time / 32)
  }
  let tail = ''
  for (const byte of random(16)) tail += alphabet[byte & 31]!
  return head + tail
}

/** A maker of document ids `<type>:<ulid>`. Ids are ASCII and safe in a URL (trap T7). */
export type MakeId = (type: string) => string

export const createMakeId =
  (clock: Clock, random: RandomBytes): MakeId =>
  (type) =>
    `${type}:${ulid(clock, random)}`
