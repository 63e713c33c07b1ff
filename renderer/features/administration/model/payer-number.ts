const weights = [29, 23, 19, 17, 13, 7, 5, 3]

/** Whether a text is an УНП of an organisation: nine digits, the last one checks the others (weighted sum modulo 11). */
export function isPayerNumber(text: string): boolean {
  if (!/^[1-9]\d{8}$/.test(text)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return sum % 11 === Number(text[8])
}
