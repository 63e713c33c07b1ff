import { editDistance } from '../../kit/edit-distance.ts'
import { foldWord } from '../../kit/fold-text.ts'
import type { Patient, PersonName } from './patient.schema.ts'

/** How sure it is that two cards are one person, surest first. */
export const duplicateGrades = [
  'same-number',
  'same-name-and-date',
  'same-name-near-date',
  'similar',
] as const
export type DuplicateGrade = (typeof duplicateGrades)[number]

export interface Duplicate {
  patient: Patient
  grade: DuplicateGrade
}

type Name = Pick<PersonName, 'family' | 'given' | 'patronymic'>

export interface Candidate {
  name: Name
  nameBe?: Name | undefined
  previousNames?: readonly Name[] | undefined
  birthDate: string
  personalNumber?: string | undefined
}

interface NameKey {
  family: string
  given: string
  patronymic: string
}

const keyOf = (name: Name): NameKey => ({
  family: foldWord(name.family),
  given: foldWord(name.given ?? ''),
  patronymic: foldWord(name.patronymic ?? ''),
})

const keysOf = (person: Candidate): NameKey[] =>
  [person.name, person.nameBe, ...(person.previousNames ?? [])]
    .filter((name) => name !== undefined)
    .map(keyOf)

/** Equal, or one of them is not known. */
const agrees = (a: string, b: string): boolean => a === b || a === '' || b === ''

const sameName = (a: NameKey, b: NameKey): boolean =>
  a.family === b.family && a.given === b.given && a.given !== '' && agrees(a.patronymic, b.patronymic)

/** Twins share all but the given name: a short one must be equal, a longer one may have one wrong letter. */
function similarName(a: NameKey, b: NameKey): boolean {
  const inFamily = a.family.length < 8 ? 1 : 2
  const inGiven = Math.min(a.given.length, b.given.length) < 5 ? 0 : 1
  return (
    a.given !== '' &&
    editDistance(a.family, b.family, inFamily) <= inFamily &&
    editDistance(a.given, b.given, inGiven) <= inGiven &&
    agrees(a.patronymic, b.patronymic)
  )
}

type DateRelation = 'same' | 'near' | 'other'

/** `near`: day and month swapped, one digit wrong, or one of the dates known to the year only. */
function relateDates(a: string, b: string): DateRelation {
  if (a === b) return 'same'
  if (a.startsWith(b) || b.startsWith(a)) return 'near'
  if (a.length < 10 || b.length < 10) return 'other'
  const swapped = `${a.slice(0, 4)}-${a.slice(8)}-${a.slice(5, 7)}`
  if (swapped === b) return 'near'
  let different = 0
  for (let at = 0; at < 10; at++) if (a[at] !== b[at]) different += 1
  return different === 1 ? 'near' : 'other'
}

/** The grade of one card; undefined when it is somebody else. */
export function duplicateGrade(candidate: Candidate, patient: Patient): DuplicateGrade | undefined {
  if (candidate.personalNumber && candidate.personalNumber === patient.personalNumber) return 'same-number'
  if (!candidate.birthDate || !candidate.name.family.trim()) return undefined
  const dates = relateDates(candidate.birthDate, patient.birthDate)
  if (dates === 'other') return undefined
  const pairs = keysOf(candidate).flatMap((own) => keysOf(patient).map((other) => [own, other] as const))
  if (pairs.some(([own, other]) => sameName(own, other)))
    return dates === 'same' ? 'same-name-and-date' : 'same-name-near-date'
  if (dates !== 'same') return undefined
  const married = (own: NameKey, other: NameKey) =>
    own.given === other.given && own.patronymic === other.patronymic && own.patronymic !== ''
  return pairs.some(([own, other]) => similarName(own, other) || married(own, other)) ? 'similar' : undefined
}

/**
 * Cards that may be of the same person, surest first, at most `limit`. Birth dates are compared before names are
 * folded, so 50,000 cards take a few milliseconds.
 */
export function findDuplicates(
  candidate: Candidate,
  patients: readonly Patient[],
  options: { exceptId?: string; limit?: number } = {},
): Duplicate[] {
  const found: Duplicate[] = []
  for (const patient of patients) {
    if (patient.id === options.exceptId || patient.replacedBy) continue
    const grade = duplicateGrade(candidate, patient)
    if (grade) found.push({ patient, grade })
  }
  return found
    .sort((a, b) => duplicateGrades.indexOf(a.grade) - duplicateGrades.indexOf(b.grade))
    .slice(0, options.limit ?? 5)
}
