const letters: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
}

const latin = (word: string): string =>
  [...word.toLowerCase()].map((sign) => letters[sign] ?? (/[a-z]/.test(sign) ? sign : '')).join('')

const longest = 36

/**
 * A login for a person: the family name in Latin letters and the first letters of the other names, `kovaleva.ai`. The
 * first one that nobody has; empty while there is no family name to make it of.
 */
export function proposeLogin(fullName: string, taken: readonly string[]): string {
  const [family = '', ...others] = fullName.trim().split(/\s+/)
  const name = latin(family)
  if (name.length < 2) return ''
  const initials = others.map((word) => latin(word)[0] ?? '').join('')
  const base = `${name.slice(0, longest - initials.length - 1)}${initials ? `.${initials}` : ''}`
  const used = new Set(taken.map((login) => login.toLowerCase()))
  let login = base
  for (let number = 2; used.has(login); number++) login = `${base}${number}`
  return login
}
