import type { Address, Patient } from '#shared/domain/patient/patient.schema.ts'

/** The village first, because that is how a patient is known; `withDistrict` adds where the village is. */
export function addressLine(address: Address | undefined, withDistrict = false): string {
  if (!address) return ''
  const { settlement, street, house, flat, district, region, text } = address
  const houseAndFlat = house && (flat ? `${house}-${flat}` : house)
  const near = [settlement, street, houseAndFlat].filter(Boolean).join(', ')
  if (!near) return text ?? ''
  const far = withDistrict ? [district, region].filter(Boolean).join(', ') : ''
  return far ? `${near} (${far})` : near
}

/** All settlements of these patients, the most frequent first. */
export function settlementsOf(patients: readonly Patient[]): string[] {
  const counts = new Map<string, number>()
  for (const { address } of patients)
    if (address?.settlement) counts.set(address.settlement, (counts.get(address.settlement) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'ru')).map(([name]) => name)
}
