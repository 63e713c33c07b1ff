/**
 * Words of classifiers as they are typed: one key for ё/е, і/и, ў/у, э/е, soft and hard signs and apostrophes,
 * a light stem for Russian and Belarusian endings, and the other keyboard layout.
 */
const foldings: Record<string, string> = { ё: 'е', э: 'е', і: 'и', ї: 'и', й: 'и', ў: 'у', ь: '', ъ: '' }

/** Lower case, letters that are confused made one, apostrophes and signs dropped. */
export const foldWord = (text: string): string =>
  text.toLowerCase().replace(/[ёэіїйўьъ'’ʼ`]/g, (letter) => foldings[letter] ?? '')

/** The folded words of a text, in order: Cyrillic, Latin (with accents) and digits. */
export const foldedWords = (text: string): string[] =>
  foldWord(text).match(/[0-9a-zа-я\u00c0-\u024f]+/g) ?? []

// Longest first; folded (й is и, ь is gone), so `-ый` reads `ыи`.
const endings = [
  'иями', 'ениями', 'ыми', 'ими', 'ого', 'его', 'аго', 'яго', 'ому', 'ему', 'ами', 'ями', 'ией', 'иеи', 'иях', 'иям',
  'ыи', 'ии', 'ои', 'еи', 'ая', 'яя', 'ое', 'ее', 'ые', 'ие', 'ым', 'им', 'ых', 'их', 'ую', 'юю', 'ом', 'ем', 'ам',
  'ям', 'ах', 'ях', 'ов', 'ев', 'ия', 'ию', 'ью', 'а', 'я', 'о', 'е', 'ы', 'и', 'у', 'ю',
].sort((a, b) => b.length - a.length) // biome-ignore format: a table

/** A folded word without its case ending; at least three letters stay. */
export function stem(word: string): string {
  if (word.length < 4 || !/[а-я]$/.test(word)) return word
  for (const ending of endings) {
    if (word.length - ending.length >= 3 && word.endsWith(ending)) return word.slice(0, -ending.length)
  }
  return word
}

/** `почек` also stands for `почк-`, `желудок` for `желудк-`: the vowel that comes and goes. */
export function withoutFleetingVowel(word: string): string | undefined {
  const match = /^(.*[бвгджзклмнпрстфхцчшщ])[ео]([кнц])$/.exec(word)
  return match && match[1]!.length >= 2 ? match[1]! + match[2]! : undefined
}

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
const russianKeys = 'йцукенгшщзхъфывапролджэячсмитьбю'
const toRussian = new Map([...latinKeys].map((key, index) => [key, russianKeys[index]!]))
const toLatin = new Map([...russianKeys].map((key, index) => [key, latinKeys[index]!]))
// The Belarusian layout differs from the Russian one in two keys.
toLatin.set('ў', 'o')
toLatin.set('і', 'b')

const swap = (text: string, keys: Map<string, string>) =>
  [...text.toLowerCase()].map((letter) => keys.get(letter) ?? letter).join('')

/** What the same keys give in the Russian layout: `uhbgg` is `грипп`. */
export const asTypedInRussian = (text: string): string => swap(text, toRussian)

/** What the same keys give in the Latin layout: `ш10` is `i10`. */
export const asTypedInLatin = (text: string): string => swap(text, toLatin)

/**
 * True when `typed` is, with at most one typing error (a letter wrong, missing, extra, or two swapped), the
 * beginning of `word`. Linear; the first letter may be wrong too.
 */
export function startsWithOneTypo(word: string, typed: string): boolean {
  const length = typed.length
  let at = 0
  while (at < length && at < word.length && word.charCodeAt(at) === typed.charCodeAt(at)) at++
  if (at === length) return true
  const rest = (fromTyped: number, fromWord: number) => word.startsWith(typed.slice(fromTyped), fromWord)
  if (at < word.length && (rest(at + 1, at + 1) || rest(at, at + 1))) return true
  if (rest(at + 1, at)) return true
  return (
    at + 1 < length &&
    word.charCodeAt(at) === typed.charCodeAt(at + 1) &&
    word.charCodeAt(at + 1) === typed.charCodeAt(at) &&
    rest(at + 2, at + 2)
  )
}
