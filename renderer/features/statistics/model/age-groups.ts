import type { Patient } from '#shared/domain/patient/patient.schema.ts'

/** Lower ends of the groups, in years. */
export const ageGroups = [0, 18, 40, 60, 75] as const

export interface AgeRow {
  /** Lower end; undefined where no year of birth is known. */
  from: number | undefined
  male: number
  female: number
  other: number
}

/** How many living patients of each sex are in each group of age, by the year of birth alone. */
export function countByAge(
  patients: readonly Pick<Patient, 'birthDate' | 'sex' | 'deceasedAt' | 'replacedBy'>[],
  year: number,
): AgeRow[] {
  const rows = [...ageGroups, undefined].map((from): AgeRow => ({ from, male: 0, female: 0, other: 0 }))
  for (const { birthDate, sex, deceasedAt, replacedBy } of patients) {
    if (deceasedAt || replacedBy) continue
    const age = year - Number.parseInt(birthDate, 10)
    const from = Number.isNaN(age) ? undefined : ageGroups.findLast((lower) => age >= lower)
    const row = rows.find((each) => each.from === from)!
    row[sex === 'male' || sex === 'female' ? sex : 'other']++
  }
  return rows.filter(({ from, male, female, other }) => from !== undefined || male + female + other > 0)
}
