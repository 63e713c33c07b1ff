import { foldText } from '../../kit/fold-text.ts'
import type { Patient } from '../patient/patient.schema.ts'

/** Words that only say what kind of place it is; written or left out as people like. */
const kinds =
  /(^|\s)(д|дер|аг|г\.\s?п|гп|г|х|пос|п|с|в|дз|ул)\.(?=\s|$|\p{L})|(^|\s)(деревня|агрогородок|хутор|вёска|аграгарадок)(?=\s)/giu

/** One key for one village, however it is spelt: `д. Заречье`, `Заречча`. A station is its own key, `facility:...`. */
export function villageKey(village: string): string {
  const text = village.trim()
  if (text.startsWith('facility:')) return text
  return foldText(text.replace(kinds, ' '))
}

/** The villages that a patient belongs to: where they live, and the station whose list they are on. */
export function villageKeysOf(patient: Pick<Patient, 'address' | 'catchment'>): string[] {
  const places = [patient.address?.settlement, patient.catchment?.stationId]
  return [...new Set(places.flatMap((place) => (place ? [villageKey(place)] : [])))].filter(Boolean)
}
