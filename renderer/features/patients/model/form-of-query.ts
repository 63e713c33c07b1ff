import type { Profile } from '#shared/contract/api.ts'
import { foldPersonalNumber, readPersonalNumber } from '#shared/domain/patient/personal-number.ts'
import { parseTypedDate } from '#shared/kit/typed-date.ts'
import { emptyForm, type PatientForm } from './patient-form.ts'

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/**
 * A registration form begun with what was searched for in vain: names, a date or year, a personal number. Whoever works
 * at a station registers onto its list: a patient of another list would leave the person's own patients.
 */
export function formOfQuery(query: string, at: Pick<Profile, 'facilityId' | 'facilities'>): PatientForm {
  const station = at.facilities.find(({ id, kind }) => id === at.facilityId && kind === 'station')
  const form: PatientForm = { ...emptyForm, stationId: station?.id ?? '' }
  const names: string[] = []
  for (const part of query.split(/\s+/).filter(Boolean)) {
    const number = foldPersonalNumber(part)
    if (readPersonalNumber(number)) form.personalNumber = number
    else if (parseTypedDate(part)) form.birthDate = part
    else if (/^[а-яёіў'’-]+$/i.test(part)) names.push(capital(part))
  }
  const [family = '', given = '', patronymic = ''] = names
  return { ...form, name: { family, given, patronymic } }
}
