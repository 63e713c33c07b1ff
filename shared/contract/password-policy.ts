/**
 * What a password that a person chooses must be. A rule of the house, with the day from which it holds: a later one is
 * another entry, and passwords chosen before stay.
 */
export const passwordPolicy = {
  validFrom: '2026-11-25',
  minLength: 10,
  maxLength: 200,
  /** Different characters: `aaaaaaaaaa` has one. */
  minDistinct: 5,
} as const

export type PasswordProblem =
  | 'too-short'
  | 'too-long'
  | 'too-plain'
  | 'too-common'
  | 'has-login'
  | 'as-before'

/** Known to every list of guesses, at the length that the policy asks for; compared without case, digits at the end and signs. */
const common = new Set(
  `password passwords passw0rd qwertyuiop qwertyuiopas qwerty qwertyqwerty asdfghjkl asdfghjkl zxcvbnm zxcvbnm
  letmein welcome iloveyou administrator admin changeme princess sunshine football baseball superman
  йцукенгшщз йцукенгшщзх йцукен фывапролд фывапролдж ячсмитьбю пароль парольпароль мойпароль привет приветпривет
  любовь солнышко клиника больница поликлиника амбулатория доктор докторврач врачврач медсестра фельдшер
  беларусь минск здоровье лекарь администратор qazwsxedc qazwsxedcrfv qwertyui zaqwsx abcdefghij abcdefghijk
  doctor hospital clinic lekar belarus gfhjkm gfhjkmgfhjkm ghbdtn ghbdtnghbdtn ntcnntcn`.split(/\s+/),
)
const runs = ['0123456789012345678901234567890', '9876543210987654321098765432109']

/** Why a person may not choose this password; undefined when it will do. */
export function passwordProblem(
  password: string,
  login: string,
  before?: string,
): PasswordProblem | undefined {
  const text = password.normalize('NFC')
  const folded = text.toLowerCase()
  if ([...text].length < passwordPolicy.minLength) return 'too-short'
  if (text.length > passwordPolicy.maxLength) return 'too-long'
  if (before !== undefined && text === before.normalize('NFC')) return 'as-before'
  if (new Set(folded).size < passwordPolicy.minDistinct) return 'too-plain'
  const name = login.trim().toLowerCase()
  if (name.length >= 3 && folded.replace(name, '').length < passwordPolicy.minLength && folded.includes(name))
    return 'has-login'
  const letters = folded.replace(/[^\p{L}]/gu, '')
  if (common.has(folded) || (letters.length > 0 && common.has(letters))) return 'too-common'
  if (letters === '' && runs.some((run) => run.includes(folded.replace(/\D/g, '')))) return 'too-common'
  return undefined
}
