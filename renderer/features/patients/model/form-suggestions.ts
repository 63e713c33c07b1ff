import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { AddressForm, Names } from './patient-form.ts'

/** What the other cards of the clinic make likely. */
export interface FormSuggestions {
  /** Whole places: village with its district, the most frequent first. */
  places: readonly (Pick<AddressForm, 'region' | 'district' | 'selsovet' | 'settlement'> & {
    stationId: string
  })[]
  districts: readonly string[]
  streetsOf(settlement: string): string[]
  /** The Belarusian spelling that other cards have for this part of a Russian name. A hint, never filled in. */
  belarusian(part: keyof Names, russian: string): string | undefined
}

const mostFrequent = (counts: Map<string, number> | undefined): string | undefined =>
  [...(counts ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0]

function count(into: Map<string, Map<string, number>>, key: string, value: string | undefined) {
  if (!key || !value) return
  const counts = into.get(key) ?? new Map<string, number>()
  counts.set(value, (counts.get(value) ?? 0) + 1)
  into.set(key, counts)
}

export function suggestionsFrom(patients: readonly Patient[]): FormSuggestions {
  const places = new Map<string, { place: FormSuggestions['places'][number]; count: number }>()
  const stations = new Map<string, Map<string, number>>()
  const streets = new Map<string, Map<string, number>>()
  const names = new Map<string, Map<string, number>>()
  const districts = new Set<string>()
  for (const { address, catchment, name, nameBe } of patients) {
    for (const part of ['family', 'given', 'patronymic'] as const)
      count(names, `${part} ${name[part]?.toLowerCase()}`, nameBe?.[part])
    if (address?.district) districts.add(address.district)
    if (!address?.settlement) continue
    const { region = '', district = '', selsovet = '', settlement } = address
    const key = [region, district, selsovet, settlement].join('|')
    const known = places.get(key)
    if (known) known.count += 1
    else places.set(key, { place: { region, district, selsovet, settlement, stationId: '' }, count: 1 })
    count(stations, key, catchment?.stationId)
    count(streets, settlement, address.street)
  }
  return {
    places: [...places]
      .sort((a, b) => b[1].count - a[1].count)
      .map(([key, { place }]) => ({ ...place, stationId: mostFrequent(stations.get(key)) ?? '' })),
    districts: [...districts].sort(),
    streetsOf: (settlement) => [...(streets.get(settlement)?.keys() ?? [])].sort(),
    belarusian: (part, russian) => mostFrequent(names.get(`${part} ${russian.trim().toLowerCase()}`)),
  }
}
