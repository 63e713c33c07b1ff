const weights = [29, 23, 19, 17, 13, 7, 5, 3] as const
/** Letters of an individual's number and their values; a Cyrillic one counts as the Latin one it looks like. */
const letters = 'ABCEHKMOPT'
const lookAlikes: Record<string, string> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Т: 'T',
}

/** A payer number (УНП) as it should be written: 9 characters, capitals, no spaces, Latin letters. */
export const foldPayerNumber = (text: string): string =>
  [...text.toUpperCase().replace(/[\s-]/g, '')].map((sign) => lookAlikes[sign] ?? sign).join('')

/**
 * True when a folded УНП is of the pattern and its check digit agrees: the sum of the first eight characters by the
 * weights 29 23 19 17 13 7 5 3, modulo 11; a remainder of 10 is never issued. An organisation has 9 digits; an
 * individual has one or two letters in front (the second counts as its place in ABCEHKMOPT, the first as 10 to 35).
 */
export function isPayerNumber(folded: string): boolean {
  if (!/^(\d{9}|[ABCEHKM][ABCEHKMOPT\d]\d{7})$/.test(folded)) return false
  let sum = 0
  for (let place = 0; place < 8; place++) {
    const sign = folded[place]!
    const value = place === 1 && letters.includes(sign) ? letters.indexOf(sign) : Number.parseInt(sign, 36)
    sum += value * weights[place]!
  }
  return sum % 11 === Number(folded[8])
}
