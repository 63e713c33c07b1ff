import { asTypedInLatin } from './search-words.ts'

// Cyrillic letters that look like the Latin letter of a code; И is what a hand writes for I.
const lookAlikes: Record<string, string> = {
  А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Т: 'T', О: 'O', Р: 'P', І: 'I', Х: 'X', У: 'Y', Ј: 'J',
  Ѕ: 'S', Ԛ: 'Q', Ԝ: 'W', Ё: 'E',
} // biome-ignore format: a table
const sounds: Record<string, string> = { И: 'I', Й: 'I' }

const written = /^(\p{L})\s?(\d{1,2}|\d\d\s?[.,юб/]?\s?\d{0,2})[+*†]?$/iu

/**
 * The ICD-10 codes (or beginnings of codes) a text may mean, the likeliest first: `і10`, `ш10` and `I 10` give `I10`,
 * `i110` gives `I11.0`, `О10` gives `O10` and then `J10` (the same key in the other layout). Empty when it is no code.
 */
export function readIcd10Code(text: string): string[] {
  const match = written.exec(text.trim())
  if (!match) return []
  const letter = match[1]!.toUpperCase()
  const digits = match[2]!.replace(/\D/g, '')
  const number = digits.length > 2 ? `${digits.slice(0, 2)}.${digits.slice(2)}` : digits
  const letters = [letter, lookAlikes[letter], asTypedInLatin(letter).toUpperCase(), sounds[letter]]
  const latin = letters.filter((each): each is string => each !== undefined && /^[A-Z]$/.test(each))
  return [...new Set(latin)].map((each) => each + number)
}
