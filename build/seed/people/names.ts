export type Sex = 'male' | 'female'

/** A type, not an interface: it has to fit the loose objects of the schemas. */
export type FullName = { family: string; given: string; patronymic: string }

/** A person's whole name in the two state languages. */
export interface BilingualName {
  ru: FullName
  be: FullName
}

export const fullName = (name: FullName): string => `${name.family} ${name.given} ${name.patronymic}`

/** The Russian surname for this sex from its masculine form: Иванова, Жуковская; Жук and Шевчук do not change. */
export function surnameRu(masculine: string, sex: Sex): string {
  if (sex === 'male') return masculine
  if (/[сц]кий$/.test(masculine)) return masculine.replace(/ий$/, 'ая')
  return /(?:ов|ев|ёв|ин|ын)$/.test(masculine) ? `${masculine}а` : masculine
}

/** The Belarusian surname for this sex from its masculine form: Іванова, Жукоўская. */
export function surnameBe(masculine: string, sex: Sex): string {
  if (sex === 'male') return masculine
  if (/[сц]кі$/.test(masculine)) return masculine.replace(/і$/, 'ая')
  if (/[оаеё]ў$/.test(masculine)) return `${masculine.slice(0, -1)}ва`
  return /[іы]н$/.test(masculine) ? `${masculine}а` : masculine
}

/** Николаевич gives Николаевна, Ильич gives Ильинична. */
export function patronymicRu(masculine: string, sex: Sex): string {
  if (sex === 'male') return masculine
  if (/[ое]вич$/.test(masculine)) return masculine.replace(/ич$/, 'на')
  return masculine.replace(/ич$/, masculine === 'Никитич' ? 'ична' : 'инична')
}

/** Мікалаевіч gives Мікалаеўна, Ільіч gives Ільінічна. */
export function patronymicBe(masculine: string, sex: Sex): string {
  if (sex === 'male') return masculine
  return masculine.endsWith('віч') ? `${masculine.slice(0, -3)}ўна` : masculine.replace(/іч$/, 'інічна')
}

const latinOf: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', д: 'd', ж: 'zh', з: 'z', і: 'i', й: 'i', к: 'k', л: 'l', м: 'm' },
  ...{ н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ў: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch' },
  ...{ ш: 'sh', ы: 'y', ь: '', э: 'e', '’': '' },
}
const softOf: Record<string, string> = { е: 'e', ё: 'o', ю: 'u', я: 'a' }

/** The Latin spelling of a Belarusian name as passports have it: Аляксандр gives Aliaksandr, Яўген gives Yauhen. */
export function latinFromBe(name: string): string {
  let latin = ''
  let before = ''
  for (const letter of name.toLowerCase()) {
    const soft = softOf[letter]
    if (soft === undefined) latin += latinOf[letter] ?? letter
    else if (before === '' || /[аеёіоуыэюяў’ь]/.test(before)) latin += `y${soft}`
    else latin += soft === 'e' ? 'e' : `i${soft}`
    before = letter
  }
  return latin.charAt(0).toUpperCase() + latin.slice(1)
}
