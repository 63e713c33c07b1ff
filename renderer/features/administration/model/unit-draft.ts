import type { Facility } from '#shared/contract/api.ts'
import { isPayerNumber } from './payer-number.ts'

/** A unit of a clinic as it is typed: the organisation, an ambulatory, a feldsher's station. */
export interface UnitDraft {
  name: string
  nameBe: string
  kind: Facility['kind']
  address: string
  phone: string
  /** УНП; of the organisation alone. */
  payerNumber: string
  partOf: string
}

export type UnitProblem = 'name' | 'address' | 'payerNumber'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export const unitDraftOf = (facility: Facility | undefined): UnitDraft => ({
  name: facility?.name ?? '',
  nameBe: text(facility?.nameBe),
  kind: facility?.kind ?? 'ambulatory',
  address: facility?.address ?? '',
  phone: facility?.phone ?? '',
  payerNumber: facility?.payerNumber ?? '',
  partOf: facility?.partOf ?? '',
})

/** What is missing or wrong. An organisation has its УНП and its address: prescriptions and certificates print them. */
export function unitProblems(draft: UnitDraft, isOrganisation: boolean): UnitProblem[] {
  const payerNumber = draft.payerNumber.trim()
  const problems: UnitProblem[] = []
  if (draft.name.trim() === '') problems.push('name')
  if (isOrganisation && draft.address.trim() === '') problems.push('address')
  if (isOrganisation ? !isPayerNumber(payerNumber) : payerNumber !== '' && !isPayerNumber(payerNumber))
    problems.push('payerNumber')
  return problems
}

const typed: ReadonlySet<string> = new Set(Object.keys(unitDraftOf(undefined)))

/** The unit for the server: texts without spaces around, what is empty left out, what a newer program wrote kept. */
export function facilityOf(id: string, draft: UnitDraft, before: Facility | undefined): Facility {
  const kept = Object.entries(before ?? {}).filter(([field]) => !typed.has(field))
  const given = Object.entries({
    nameBe: draft.nameBe,
    address: draft.address,
    phone: draft.phone,
    payerNumber: draft.payerNumber,
    partOf: draft.partOf,
  })
    .map(([field, value]) => [field, value.trim()] as const)
    .filter(([, value]) => value !== '')
  return {
    ...Object.fromEntries(kept),
    id,
    name: draft.name.trim(),
    kind: draft.kind,
    ...Object.fromEntries(given),
  }
}

/** The clinic's name in the address of its database. */
export const isClinicCode = (code: string): boolean =>
  /^[a-z][a-z0-9-]{1,39}$/.test(code) && !code.endsWith('-files') && !code.endsWith('-')
