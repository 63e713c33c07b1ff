const latinKeys = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const russianKeys = 'ёйцукенгшщзхъфывапролджэячсмитьбю'
const belarusianKeys = "ёйцукенгшўзх'фывапролджэячсмітьбю"
const shifted: Record<string, string> = {
  '~': '`',
  '{': '[',
  '}': ']',
  ':': ';',
  '"': "'",
  '<': ',',
  '>': '.',
}

const toRussian = new Map([...latinKeys].map((key, index) => [key, [...russianKeys][index]!]))
const toBelarusian = new Map([...latinKeys].map((key, index) => [key, [...belarusianKeys][index]!]))
const toLatin = new Map([
  ...[...belarusianKeys].map((key, index) => [key, latinKeys[index]!] as const),
  ...[...russianKeys].map((key, index) => [key, latinKeys[index]!] as const),
])

const press = (word: string, keys: Map<string, string>): string =>
  [...word.toLowerCase()].map((sign) => keys.get(shifted[sign] ?? sign) ?? sign).join('')

/** Words are changed one by one; those with digits (dates, numbers) mean what they say. */
const pressWords = (text: string, keys: Map<string, string>): string =>
  text
    .split(/(\s+)/)
    .map((word) => (/\d/.test(word) ? word : press(word, keys)))
    .join('')

/**
 * What the same keys would have written in the other layout, best guess first: `Bdfyjd` gives `иванов`, `Шмфтщм`
 * gives `ivanov`. Empty when the text has no letters that could be meant otherwise.
 */
export function inOtherLayout(text: string): string[] {
  if (/[a-z]/i.test(text)) {
    const russian = pressWords(text, toRussian)
    const belarusian = pressWords(text, toBelarusian)
    return russian === belarusian ? [russian] : [russian, belarusian]
  }
  return /[а-яёіў]/i.test(text) ? [pressWords(text, toLatin)] : []
}
