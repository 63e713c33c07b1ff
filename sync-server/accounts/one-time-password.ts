import type { RandomBytes } from '#shared/kit/ids.ts'

/** Nothing that is read in two ways on paper: no 0 and o, no 1, l and i. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const length = 12
/** Above this a byte would favour the first letters. */
const fairBelow = 256 - (256 % alphabet.length)

/** A password for a slip of paper, `k7mq-xw3d-p9ra`: 59 bits, typed without Shift and without another layout's signs. */
export function oneTimePassword(random: RandomBytes): string {
  let text = ''
  while (text.length < length)
    for (const byte of random(length - text.length))
      if (byte < fairBelow) text += alphabet[byte % alphabet.length]
  return text.replace(/(.{4})(?=.)/g, '$1-')
}
