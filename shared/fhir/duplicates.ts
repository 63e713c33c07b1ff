import type { Patient } from '#shared/domain/patient/patient.schema.ts'

/** Another card that may be of the same person, and why. */
export interface LikelyDuplicate {
  patientId: string
  name: string
  why: 'personal-number' | 'name-and-birth-date'
}

const folded = (text: string | undefined) =>
  (text ?? '').toLocaleLowerCase('ru').replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()

const nameKeys = (patient: Patient): string[] =>
  [patient.name, patient.nameBe, patient.nameLatin, ...(patient.previousNames ?? [])]
    .filter((name) => name !== undefined)
    .map((name) => `${folded(name.family)} ${folded(name.given)}`)

/**
 * Cards of other ids with the same personal number, or the same surname and given name and a birth date that does not
 * contradict (a partial one may be the same day).
 */
export function likelyDuplicates(patient: Patient, others: Iterable<Patient>): LikelyDuplicate[] {
  const names = new Set(nameKeys(patient))
  const found: LikelyDuplicate[] = []
  for (const other of others) {
    if (other.id === patient.id || other.replacedBy !== undefined) continue
    const name = [other.name.family, other.name.given, other.name.patronymic].filter(Boolean).join(' ')
    if (patient.personalNumber !== undefined && patient.personalNumber === other.personalNumber)
      found.push({ patientId: other.id, name, why: 'personal-number' })
    else if (
      (other.birthDate.startsWith(patient.birthDate) || patient.birthDate.startsWith(other.birthDate)) &&
      nameKeys(other).some((key) => names.has(key))
    )
      found.push({ patientId: other.id, name, why: 'name-and-birth-date' })
  }
  return found
}
