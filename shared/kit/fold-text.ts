/**
 * One key for one name, however it is written: Russian, Belarusian or Latin letters (passport transliteration of both
 * languages), ё/е, і/и, ў/у/в, г/h/g, э/е, soft signs, apostrophes, doubled letters, akanne and dzekanne. A key is for
 * comparing, never for showing: `Кавалёў`, `Ковалев` and `Kavaliou` give `kavalav`.
 *
 * Beginnings keep: the key of a word being typed is, but for a letter in the middle of a digraph, a beginning of the
 * word's key or of its `looseKey`.
 */

// Vowels fall into a (а о е ё э я), i (и і ы й), u (у), y (ю). «в» and «ў» are v; ц is т, дз is д (dzekanne).
// biome-ignore format: a table
const cyrillic: Record<string, string> = {
  а: 'a', о: 'a', е: 'a', ё: 'a', э: 'a', я: 'a', є: 'a',
  и: 'i', і: 'i', ї: 'i', ы: 'i', й: 'i', у: 'u', ю: 'y', ў: 'v',
  б: 'b', в: 'v', г: 'h', ґ: 'h', х: 'h', д: 'd', дз: 'd', ж: 'j', з: 'z', к: 'k', л: 'l', м: 'm', н: 'n', п: 'p',
  р: 'r', с: 's', т: 't', ц: 't', тс: 't', ф: 'f', ч: 'c', ш: 'w', щ: 'wc', ъ: '', ь: '',
}

// biome-ignore format: a table
const latin: Record<string, string> = {
  a: 'a', e: 'a', o: 'a', i: 'i', y: 'i', j: 'i', u: 'u', b: 'b', v: 'v', w: 'v', ŭ: 'v', g: 'h', h: 'h', kh: 'h',
  d: 'd', dz: 'd', zh: 'j', ž: 'j', z: 'z', k: 'k', ck: 'k', c: 'k', q: 'k', l: 'l', ł: 'l', m: 'm', n: 'n', p: 'p',
  r: 'r', s: 's', t: 't', ts: 't', tz: 't', th: 't', ć: 't', f: 'f', ph: 'f', ch: 'c', tch: 'c', cz: 'c', č: 'c',
  sh: 'w', sz: 'w', sch: 'w', š: 'w', shch: 'wc', x: 'ks', yu: 'y', iu: 'y', ju: 'y',
}

// A vowel sign between a consonant and a vowel only softens (Kavaliou, Tatsiana, Yuliya): the last branch drops it.
const pieces =
  /shch|tch|sch|sh|zh|kh|ch|cz|sz|ts|tz|th|ph|ck|dz(?!h)|[iyj]u|[iyj](?=[aeo])|дз(?!ж)|тс|[a-zа-яёєіїўґŭłžćčš0-9]/gu

const glide = /^[iyj]$/
const kept = /[ŭžćčšйёїў]/

/** Lower case, accents dropped but for the letters that have their own reading. */
const plain = (word: string): string => {
  const lower = word.toLowerCase()
  if (!/[^a-zа-яёіў0-9]/.test(lower)) return lower
  return lower
    .normalize('NFC')
    .replace(/[À-ɏ]/g, (letter) => (kept.test(letter) ? letter : letter.normalize('NFD')[0]!))
}

/** The key that still holds an `i` between a consonant and a vowel: `Юлия` is `ylia`, so that `Юли` begins it. */
export function looseKey(word: string): string {
  const text = plain(word)
  let key = ''
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (glide.test(piece) && /^[aeo]/.test(text.slice(index + 1))) continue
    let sound = cyrillic[piece] ?? latin[piece] ?? piece
    // ў after a vowel and В/У at the beginning are one sound: Яўген, Yauhen; Уладзімір, Владимир.
    if (sound === 'u' && (key === '' || /[aiuy]$/.test(key))) sound = 'v'
    for (const letter of sound) if (!key.endsWith(letter) || /\d/.test(letter)) key += letter
  }
  return key
}

/** The key of one word; empty for a word without letters and digits. */
export const foldWord = (word: string): string => withoutHiatus(looseKey(word))

/** A loose key as the key: `Юлия`, `Юлія`, `Yuliya` and `Julia` meet in `yla`. */
export const withoutHiatus = (loose: string): string =>
  loose.replace(/i+(?=[auy])/g, '').replace(/([a-z])\1+/g, '$1')

/** The words of a text: runs of letters and digits; an apostrophe stands inside a word (Юр'евіч). */
export const wordsOf = (text: string): string[] =>
  text.match(/[\p{L}\p{N}]+(?:['’ʼ`ʹ][\p{L}\p{N}]+)*/gu) ?? []

/** The whole text as one key, words in their order: two spellings of one full name give the same. */
export const foldText = (text: string): string => wordsOf(text).map(foldWord).join(' ')
