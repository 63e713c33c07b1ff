import type { RandomBytes } from '#shared/kit/ids.ts'
import { sha256 } from '#shared/kit/sha256.ts'

/**
 * What stands on the sheet in the safe: 160 random bits and 20 bits of a check sum as nine groups of four of Crockford's
 * letters, which leave out I, L, O and U.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const secretLength = 32
const checkLength = 4

/** Five bits of every byte; 32 divides 256, so no letter comes more often. */
const letters = (bytes: Uint8Array): string => Array.from(bytes, (byte) => alphabet[byte & 31]).join('')

function checkOf(secret: string): string {
  return letters(sha256(`lekar recovery ${secret}`).slice(0, checkLength))
}

const grouped = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1-')

export function makeRecoveryCode(random: RandomBytes): string {
  const secret = letters(random(secretLength))
  return grouped(secret + checkOf(secret))
}

/** Letters that look like these ones on paper, and those of the Russian keyboard that look the same. */
const alike: Record<string, string> = {
  O: '0',
  I: '1',
  L: '1',
  О: '0',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
}

/** What somebody typed as it stands on the paper. */
const asPrinted = (typed: string): string =>
  [...typed.toUpperCase().replace(/[\s-]/g, '')].map((letter) => alike[letter] ?? letter).join('')

/** Some of the nine groups, by number from 1: who types them back from the paper has the paper. */
export function groupsToType(random: RandomBytes): number[] {
  const left = Array.from({ length: (secretLength + checkLength) / 4 }, (_, at) => at + 1)
  const some = [...random(3)].map((byte) => left.splice(byte % left.length, 1)[0]!)
  return some.sort((a, b) => a - b)
}

/** Whether these are the asked groups of the code, as somebody types them. */
export function areGroupsOf(code: string, asked: readonly number[], typed: readonly string[]): boolean {
  const groups = code.split('-')
  return asked.every((number, at) => asPrinted(typed[at] ?? '') === groups[number - 1])
}

/** The code as it was made, from what somebody typed; undefined when a letter is wrong, or one is missing. */
export function readRecoveryCode(typed: string): string | undefined {
  const text = asPrinted(typed)
  const secret = text.slice(0, secretLength)
  if (text.length !== secretLength + checkLength || [...text].some((letter) => !alphabet.includes(letter)))
    return undefined
  return text.slice(secretLength) === checkOf(secret) ? grouped(text) : undefined
}
