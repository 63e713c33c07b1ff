import type { HeldPatient } from '../../contract/holdings.ts'
import { fullName } from './full-name.ts'
import type { Patient } from './patient.schema.ts'
import { formatPhone } from './phone.ts'

/** Of a card what is needed to tell the person that their data were lost. */
export function heldPatient(patient: Patient, documents: number): HeldPatient {
  const { contacts = [], guardian, address, personalNumber } = patient
  const place = address && [address.settlement, address.street, address.house, address.flat].filter(Boolean)
  const text = place && place.length > 0 ? place.join(', ') : address?.text
  return {
    id: patient.id,
    name: fullName(patient.name),
    birthDate: patient.birthDate,
    ...(personalNumber && { personalNumber }),
    contacts: [
      ...contacts.map(({ value }) => formatPhone(value)),
      ...(guardian
        ? [[guardian.name, guardian.relation, formatPhone(guardian.phone ?? '')].filter(Boolean).join(', ')]
        : []),
    ],
    ...(text && { address: text }),
    documents,
  }
}

/** By name, as a list is read. */
export const byName = (a: HeldPatient, b: HeldPatient): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1
