import { draftOfPatient, type PatientDraft } from '#shared/domain/patient/patient.draft.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPhone } from '#shared/domain/patient/phone.ts'
import type { MakeId } from '#shared/kit/ids.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { parseTypedDate } from '#shared/kit/typed-date.ts'

export type Names = { family: string; given: string; patronymic: string }
export type AddressForm = Record<
  'region' | 'district' | 'selsovet' | 'settlement' | 'street' | 'house' | 'flat',
  string
>

/** What the fields of the form hold, as typed. */
export interface PatientForm {
  personalNumber: string
  sex: Patient['sex']
  birthDate: string
  deceasedAt: string
  name: Names
  nameBe: Names
  nameLatin: Names
  /** Maiden and other earlier surnames, by comma. */
  previousFamilies: string
  address: AddressForm
  phones: [string, string]
  guardian: { name: string; relation: string; phone: string }
  stationId: string
  bloodGroup: string
  note: string
}

const noNames: Names = { family: '', given: '', patronymic: '' }
const noAddress: AddressForm = {
  region: '',
  district: '',
  selsovet: '',
  settlement: '',
  street: '',
  house: '',
  flat: '',
}

export const emptyForm: PatientForm = {
  personalNumber: '',
  sex: 'unknown',
  birthDate: '',
  deceasedAt: '',
  name: noNames,
  nameBe: noNames,
  nameLatin: noNames,
  previousFamilies: '',
  address: noAddress,
  phones: ['', ''],
  guardian: { name: '', relation: '', phone: '' },
  stationId: '',
  bloodGroup: '',
  note: '',
}

const shownDate = (date: string | undefined): string => (date ? formatPartialDate(date.slice(0, 10)) : '')
const phonesOf = (draft: PatientDraft) => draft.contacts.filter(({ system }) => system === 'phone')

export function formOfPatient(patient: Patient): PatientForm {
  const draft = draftOfPatient(patient)
  const [first, second] = phonesOf(draft)
  const known = Object.entries(draft.address ?? {}).filter(([key]) => key in noAddress)
  return {
    personalNumber: draft.personalNumber ?? '',
    sex: draft.sex,
    birthDate: shownDate(draft.birthDate),
    deceasedAt: shownDate(draft.deceasedAt),
    name: { ...noNames, ...draft.name },
    nameBe: { ...noNames, ...draft.nameBe },
    nameLatin: { ...noNames, ...draft.nameLatin },
    // Both languages often write an earlier surname alike.
    previousFamilies: [...new Set(draft.previousNames.map(({ family }) => family))].join(', '),
    address: { ...noAddress, ...(Object.fromEntries(known) as Partial<AddressForm>) },
    phones: [formatPhone(first?.value ?? ''), formatPhone(second?.value ?? '')],
    guardian: { name: '', relation: '', phone: '', ...draft.guardian },
    stationId: draft.catchment?.stationId ?? '',
    bloodGroup: draft.bloodGroup ?? '',
    note: draft.note ?? '',
  }
}

/**
 * The draft of a card as the form says it. What the form has no field for (a third phone, e-mail, the parts of an
 * earlier name, the exact moment of death) is taken over from the card.
 */
export function draftOfForm(
  form: PatientForm,
  patient: Patient | undefined,
  stations: readonly { id: string; name: string }[],
  makeId: MakeId,
): PatientDraft {
  const before = patient && draftOfPatient(patient)
  const oldPhones = before ? phonesOf(before) : []
  const phones = form.phones.map((value, index) => ({
    ...(oldPhones[index] ?? { id: makeId('contact'), system: 'phone' as const }),
    value,
  }))
  const families = new Set(
    form.previousFamilies
      .split(/[,;]/)
      .map((family) => family.trim())
      .filter(Boolean),
  )
  const station = stations.find(({ id }) => id === form.stationId)
  const catchment = station ? { stationId: station.id, stationName: station.name } : before?.catchment
  const death = parseTypedDate(form.deceasedAt) ?? form.deceasedAt.trim()
  return {
    name: form.name,
    nameBe: form.nameBe,
    nameLatin: form.nameLatin,
    previousNames: [...families].flatMap((family) => {
      const known = before?.previousNames.filter((name) => name.family === family) ?? []
      return known.length > 0 ? known : [{ id: makeId('name'), family }]
    }),
    sex: form.sex,
    birthDate: parseTypedDate(form.birthDate) ?? form.birthDate.trim(),
    contacts: [
      ...phones,
      ...oldPhones.slice(2),
      ...(before?.contacts.filter(({ system }) => system !== 'phone') ?? []),
    ],
    address: { ...before?.address, ...form.address },
    guardian: form.guardian,
    personalNumber: form.personalNumber,
    bloodGroup: form.bloodGroup,
    note: form.note,
    ...(death && { deceasedAt: before?.deceasedAt?.startsWith(death) ? before.deceasedAt : death }),
    ...(form.stationId && catchment && { catchment }),
  }
}
