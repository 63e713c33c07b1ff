import type { Address, Patient, PersonName } from './patient.schema.ts'
import { foldPersonalNumber } from './personal-number.ts'
import { normalizePhone } from './phone.ts'

type Contact = NonNullable<Patient['contacts']>[number]

/** What the form of a card holds: everything that people type of a patient's identity. */
export interface PatientDraft {
  name: { family: string; given?: string; patronymic?: string }
  nameBe?: { family: string; given?: string; patronymic?: string }
  nameLatin?: { family: string; given?: string; patronymic?: string }
  previousNames: NonNullable<Patient['previousNames']>
  sex: Patient['sex']
  birthDate: string
  deceasedAt?: string
  personalNumber?: string
  address?: Address
  contacts: Contact[]
  guardian?: { name: string; relation?: string; phone?: string }
  catchment?: { stationId: string; stationName: string }
  bloodGroup?: string
  note?: string
}

const tidyText = (text: string | undefined): string | undefined =>
  text?.replace(/\s+/g, ' ').trim() || undefined

/** The members that say something, their blanks tidied; undefined when there is none. */
function tidyTexts<T extends object>(object: T | undefined): T | undefined {
  if (!object) return undefined
  const entries = Object.entries(object)
    .map(([key, value]) => [key, typeof value === 'string' ? tidyText(value) : value] as const)
    .filter(([, value]) => value !== undefined)
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined
}

const tidyName = (name: PatientDraft['nameBe']): PatientDraft['nameBe'] => {
  const tidied = tidyTexts(name)
  return tidied && { ...tidied, family: tidied.family ?? '' }
}

/** The draft without blanks and empty members, the personal number folded, phones as +375 and 9 digits. */
export function tidyPatientDraft(draft: PatientDraft): PatientDraft {
  const { nameBe, nameLatin, address, guardian, deceasedAt, personalNumber, bloodGroup, note, ...rest } =
    draft
  const optional = {
    nameBe: tidyName(nameBe),
    nameLatin: tidyName(nameLatin),
    address: tidyTexts(address),
    guardian: tidyTexts(guardian?.phone ? { ...guardian, phone: phone(guardian.phone) } : guardian),
    deceasedAt: tidyText(deceasedAt),
    personalNumber: personalNumber && (foldPersonalNumber(personalNumber) || undefined),
    bloodGroup: tidyText(bloodGroup),
    note: note?.trim() || undefined,
  }
  return {
    ...rest,
    name: tidyName(draft.name) ?? { family: '' },
    birthDate: draft.birthDate.trim(),
    previousNames: draft.previousNames
      .map((name) => tidyTexts(name)!)
      .filter((name) => name.family)
      .map((name): PersonName & { id: string } => name),
    contacts: draft.contacts
      .map((contact) => ({
        ...contact,
        value: contact.system === 'phone' ? phone(contact.value) : contact.value.trim(),
      }))
      .filter(({ value }) => value !== ''),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<
      Pick<PatientDraft, keyof typeof optional & keyof PatientDraft>
    >),
  }
}

const phone = (text: string): string => normalizePhone(text) ?? text.trim()

/** The form's view of a card, for editing it. */
export function draftOfPatient(patient: Patient): PatientDraft {
  const { name, nameBe, nameLatin, sex, birthDate, deceasedAt, personalNumber, address, guardian } = patient
  const { catchment, bloodGroup, note, previousNames = [], contacts = [] } = patient
  const plainName = (of: PersonName) => ({
    family: of.family,
    ...(of.given && { given: of.given }),
    ...(of.patronymic && { patronymic: of.patronymic }),
  })
  return {
    name: plainName(name),
    ...(nameBe && { nameBe: plainName(nameBe) }),
    ...(nameLatin && { nameLatin: plainName(nameLatin) }),
    previousNames,
    sex,
    birthDate,
    contacts,
    ...(deceasedAt && { deceasedAt }),
    ...(personalNumber && { personalNumber }),
    ...(address && { address }),
    ...(guardian && {
      guardian: {
        name: guardian.name,
        ...(guardian.relation && { relation: guardian.relation }),
        ...(guardian.phone && { phone: guardian.phone }),
      },
    }),
    ...(catchment && { catchment: { stationId: catchment.stationId, stationName: catchment.stationName } }),
    ...(bloodGroup && { bloodGroup }),
    ...(note && { note }),
  }
}
