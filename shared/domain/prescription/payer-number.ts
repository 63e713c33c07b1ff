const weights = [29, 23, 19, 17, 13, 7, 5, 3]

/**
 * True when the text is a payer number (УНП) of an organisation: nine digits, the last one a check digit (weighted
 * sum of the first eight modulo 11; a remainder of 10 is never given out).
 */
export function isPayerNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return sum % 11 === Number(text[8])
}
