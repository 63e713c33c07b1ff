import { isPartialDate, type PartialDate } from '../../kit/partial-date.ts'
import type { FieldProblem } from '../common/command-context.ts'

/**
 * Идентификационный номер: sex and century, DDMMYY, a letter, a 3-digit serial, two letters, a check digit
 * (instruction on the personal number of a citizen; the algorithm is proven on `0000000A000PB` -> 2). The region is
 * never derived from the letter: it names the passport office of long ago.
 */
export const personalNumberPattern = /^[1-6]\d{6}[A-Z]\d{3}[A-Z]{2}\d$/

/** D for a digit, L for a letter, place by place. */
const shape = 'DDDDDDDLDDDLLD'

/** Cyrillic capitals that look like a Latin one; typed for it and not seen on the screen. */
const lookAlikes: Record<string, string> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Ё: 'E',
  Н: 'H',
  І: 'I',
  Ї: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Ѕ: 'S',
  Т: 'T',
  У: 'Y',
  Ў: 'Y',
  Х: 'X',
}

/** What the key of a Latin letter gives when the Russian or Belarusian layout was left on. */
const byLayout: Record<string, string> = {
  Ф: 'A',
  И: 'B',
  С: 'C',
  В: 'D',
  У: 'E',
  А: 'F',
  П: 'G',
  Р: 'H',
  Ш: 'I',
  О: 'J',
  Л: 'K',
  Д: 'L',
  Ь: 'M',
  Т: 'N',
  Щ: 'O',
  Ў: 'O',
  З: 'P',
  Й: 'Q',
  К: 'R',
  Ы: 'S',
  Е: 'T',
  Г: 'U',
  М: 'V',
  Ц: 'W',
  Ч: 'X',
  Н: 'Y',
  Я: 'Z',
}

/** Signs read as a digit in a digit's place. */
const digitAlikes: Record<string, string> = { O: '0', О: '0', I: '1', L: '1', І: '1', З: '3' }

/**
 * The number as it should be written: capitals, no spaces or dashes, Cyrillic look-alikes and letters of a wrong
 * keyboard layout turned into Latin ones, a letter O in a digit's place into zero. Works on a part being typed too.
 */
export function foldPersonalNumber(text: string): string {
  const signs = [...text.toUpperCase().replace(/[\s\-–—_.№]/g, '')]
  const letters = signs.filter((_, place) => shape[place] === 'L')
  const wrongLayout = letters.some((sign) => sign in byLayout && !(sign in lookAlikes))
  const table = wrongLayout ? byLayout : lookAlikes
  return signs
    .map((sign, place) =>
      shape[place] === 'D' ? (digitAlikes[sign] ?? lookAlikes[sign] ?? sign) : (table[sign] ?? sign),
    )
    .join('')
}

const weights = [7, 3, 1] as const
/** 0 to 9 for digits, 10 to 35 for A to Z. */
const signValue = (sign: string): number => Number.parseInt(sign, 36)

/** The check digit (0 to 9) of the first 13 characters, which must be digits and Latin capitals. */
export function personalNumberCheckDigit(first13: string): number {
  let sum = 0
  for (let place = 0; place < 13; place++) sum += signValue(first13[place]!) * weights[place % 3]!
  return sum % 10
}

const centuries: Record<string, string> = { 1: '18', 2: '18', 3: '19', 4: '19', 5: '20', 6: '20' }

/** Sex and birth date a folded number states; undefined where it is not of the pattern or the day does not exist. */
export function readPersonalNumber(
  folded: string,
): { sex: 'male' | 'female'; birthDate: PartialDate } | undefined {
  if (!personalNumberPattern.test(folded)) return undefined
  const century = centuries[folded[0]!]!
  const birthDate = `${century}${folded.slice(5, 7)}-${folded.slice(3, 5)}-${folded.slice(1, 3)}`
  if (!isPartialDate(birthDate)) return undefined
  return { sex: Number(folded[0]) % 2 === 1 ? 'male' : 'female', birthDate }
}

/**
 * What is wrong with a folded personal number, alone and against the sex and birth date of the card. A disagreement is
 * a warning: numbers issued with an error of a clerk exist and are not reissued. A birth date known to the year or
 * month only is compared as far as it goes.
 */
export function personalNumberProblems(
  folded: string,
  person: { sex?: 'male' | 'female' | 'unknown' | undefined; birthDate?: PartialDate | undefined } = {},
): FieldProblem[] {
  const problem = (code: string, severity: FieldProblem['severity']): FieldProblem => ({
    path: 'personalNumber',
    code: `personal-number.${code}`,
    severity,
  })
  if (!personalNumberPattern.test(folded)) return [problem('pattern', 'error')]
  if (personalNumberCheckDigit(folded) !== Number(folded[13])) return [problem('check-digit', 'error')]
  const stated = readPersonalNumber(folded)
  if (!stated) return [problem('date', 'error')]
  const problems: FieldProblem[] = []
  if (person.sex && person.sex !== 'unknown' && person.sex !== stated.sex)
    problems.push(problem('sex', 'warning'))
  if (person.birthDate && !stated.birthDate.startsWith(person.birthDate))
    problems.push(problem('birth-date', 'warning'))
  return problems
}
