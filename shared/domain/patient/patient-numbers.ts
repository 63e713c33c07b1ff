import { editDistance } from '../../kit/edit-distance.ts'
import { foldWord } from '../../kit/fold-text.ts'
import type { Patient } from './patient.schema.ts'
import type { QueryWord } from './patient-query.ts'
import { score } from './patient-vocabulary.ts'

/** Points of a patient for a word that is no name: a year, a date, a house, a phone, a personal or another number. */
export function scoreNumber(word: QueryWord, patient: Patient, similar: boolean): number {
  if (word.dates?.test(patient.birthDate)) return score.exact
  if (word.digits) return scoreDigits(word.digits, patient)
  if (!word.mixed) return 0
  const { house, number } = word.mixed
  const own = patient.personalNumber
  if (own === number) return score.exact
  if (own && number.length >= 4 && own.includes(number)) return score.prefix
  if (own && similar && number.length >= 9 && editDistance(number, own, 2, true) <= 2) return score.typo
  if (patient.address?.house && houseKey(patient.address.house) === house) return score.prefix
  return 0
}

function scoreDigits(digits: string, patient: Patient): number {
  const { birthDate, address, personalNumber, contacts, identifiers } = patient
  if (digits.length === 4 && birthDate.startsWith(digits)) return score.exact
  if (address && digits.length < 4) {
    const { house, flat } = address
    if (house === digits || flat === digits) return score.exact
    if (house?.startsWith(digits)) return score.prefix
  }
  if (digits.length === 3 && birthDate.startsWith(digits)) return score.prefix
  if (digits.length < 4) return 0
  // Four digits are a year or the end of a phone; as a part of a number they would fit too many.
  if (digits.length > 4 && personalNumber?.includes(digits)) return score.prefix
  if (contacts)
    for (const { system, value } of contacts)
      if (system === 'phone' && isPartOf(digitsOf(value), digits)) return score.prefix
  if (identifiers)
    for (const { value } of identifiers)
      if (value.length >= digits.length && isPartOf(digitsOf(value), digits)) return score.prefix
  return 0
}

/** `80291234567` is `+375291234567` as it is dialled at home. */
const isPartOf = (whole: string, digits: string): boolean =>
  digits.length === 4
    ? whole.endsWith(digits)
    : whole.includes(digits) ||
      (digits.startsWith('80') && whole.endsWith(digits.slice(2)) && digits.length === 11)

const houseKeys = new Map<string, string>()
/** There are few different house numbers; each is folded once. */
function houseKey(house: string): string {
  let key = houseKeys.get(house)
  if (key === undefined) {
    key = foldWord(house)
    houseKeys.set(house, key)
  }
  return key
}

/** A phone as we write it stays as it is. */
const digitsOf = (text: string): string => (text.startsWith('+375') ? text : text.replace(/\D/g, ''))
