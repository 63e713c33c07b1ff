import type { Places } from './store.ts'

/** Where no index says whom documents are about. */
export const noPlaces: Places = {
  patientOf: () => null,
  patients: () => [],
  villagesOf: () => undefined,
  isOpen: () => false,
}
