import { foldWord, wordsOf } from '../../kit/fold-text.ts'
import { otherFormsOf } from './given-names.ts'
import { foldPersonalNumber } from './personal-number.ts'

/** One word of what was typed, with everything it may mean. All words of a query must be found. */
export interface QueryWord {
  /** A word of letters: a name, a village, a street. */
  name?: {
    raw: string
    key: string
    /** Keys of other forms of a given name: found only as whole words. */
    otherForms: string[]
  }
  /** A run of digits: year, house, part of a phone or personal number. */
  digits?: string
  /** The beginning of a date as ISO text can be compared: any of these. */
  dates?: RegExp
  /** Letters and digits together: a house (12а) or a part of a personal number, folded. */
  mixed?: { house: string; number: string }
}

/** Kinds of settlements and streets are not looked for when they are written as abbreviations. */
const addressKinds =
  /(^|\s)(д|дер|аг|г|г\.\s?п|гп|х|пос|п|р-н|с\/с|ул|вул|пер|пр|кв|в|дом)\.(?=\s|$|\p{L})/giu

/** Reads what was typed into words. */
export function readQuery(text: string): QueryWord[] {
  const words: QueryWord[] = []
  for (const part of text.replace(addressKinds, '$1 ').split(/[\s,;]+/)) {
    const dates = /\d/.test(part) ? readDate(part) : undefined
    if (dates) words.push({ dates })
    else if (/^[+(]?[\d()–-]+$/.test(part)) {
      const digits = part.replace(/\D/g, '')
      if (digits) words.push({ digits, ...(digits.length === 8 && { dates: dayMonthYear(digits) }) })
    } else if (/\d/.test(part)) {
      words.push({ mixed: { house: foldWord(part), number: foldPersonalNumber(part) } })
    } else {
      for (const word of wordsOf(part)) {
        const key = foldWord(word)
        if (key) words.push({ name: { raw: rawWord(word), key, otherForms: otherFormsOf(key) } })
      }
    }
  }
  return words
}

/** A word as its letters were typed, but for ё. */
export const rawWord = (word: string): string => word.toLowerCase().replaceAll('ё', 'е')

const twoDigits = (text: string) => text.padStart(2, '0')

/** `12.03`, `12.03.57`, `12.3.1957`, `03.1957`, `1957-03-12`, and what is on the way to them. */
function readDate(text: string): RegExp | undefined {
  const iso = /^(\d{4})-(\d{2})(-\d{0,2})?$/.exec(text)
  if (iso) return new RegExp(`^${text}`)
  const monthYear = /^(\d{1,2})[./](\d{4})$/.exec(text)
  if (monthYear) return new RegExp(`^${monthYear[2]}-${twoDigits(monthYear[1]!)}`)
  const match = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{0,4}))?$/.exec(text)
  if (!match) return undefined
  const [, day = '', month = '', year = ''] = match
  const years = year.length === 2 ? `(..${year}|${year}..)` : year.padEnd(4, '.')
  const wholeMonth = match[3] !== undefined || month.length === 2 ? twoDigits(month) : `(${month}.|0${month})`
  return new RegExp(`^${years}-${wholeMonth}-${twoDigits(day)}$`)
}

const dayMonthYear = (digits: string) =>
  new RegExp(`^${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}$`)
