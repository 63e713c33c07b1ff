import type { ManagedClinic } from '#shared/contract/administration.ts'

/** What is administered, in the order of the tabs. */
export type Part = 'staff' | 'stations' | 'keys' | 'units' | 'log'

/** The server itself has people and a log; PCs, keys and units belong to clinics. */
export const partsOf = (clinic: ManagedClinic | undefined): readonly Part[] =>
  clinic ? ['staff', 'stations', 'keys', 'units', 'log'] : ['staff', 'log']
