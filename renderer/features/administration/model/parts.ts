import type { ManagedClinic } from '#shared/contract/administration.ts'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'

/** What is administered, in the order of the tabs. */
export type Part = 'staff' | 'stations' | 'keys' | 'units' | 'retention' | 'log'

/**
 * The server itself has people and a log; PCs, keys and units belong to clinics. What is past its storage period names
 * patients: it is not for everybody who administers.
 */
export const partsOf = (clinic: ManagedClinic | undefined, role: string): readonly Part[] =>
  clinic
    ? ['staff', 'stations', 'keys', 'units', ...(readsJournal(role) ? (['retention'] as const) : []), 'log']
    : ['staff', 'log']
