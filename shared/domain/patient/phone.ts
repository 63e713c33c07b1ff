/**
 * A phone as `+375` and 9 digits, however it was written (`8 029 123-45-67`, `375291234567`, `29 1234567`); a foreign
 * one as `+` and its digits. Undefined when it cannot be read so.
 */
export function normalizePhone(text: string): string | undefined {
  if (/[^\d\s()+\-–.]/.test(text)) return undefined
  const digits = text.replace(/\D/g, '')
  const belarusian = /^(?:375|80|0)?(\d{9})$/.exec(digits)
  if (belarusian && !(text.trim().startsWith('+') && !digits.startsWith('375'))) return `+375${belarusian[1]}`
  return text.trim().startsWith('+') && digits.length >= 8 && digits.length <= 15 ? `+${digits}` : undefined
}

/** For reading: `+375 29 123-45-67`. Anything else stays as it is. */
export function formatPhone(value: string): string {
  const match = /^\+375(\d{2})(\d{3})(\d{2})(\d{2})$/.exec(value)
  return match ? `+375 ${match[1]} ${match[2]}-${match[3]}-${match[4]}` : value
}
