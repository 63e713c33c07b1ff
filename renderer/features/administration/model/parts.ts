import type { ManagedClinic } from '#shared/contract/administration.ts'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'

/** What is administered, in the order of the tabs. */
export type Part = 'staff' | 'stations' | 'keys' | 'units' | 'retention' | 'journal' | 'log'

/**
 * The server itself has people and a log; PCs, keys and units belong to clinics. What is past its storage period and
 * who opened which card name patients: they are not for everybody who administers.
 */
export const partsOf = (clinic: ManagedClinic | undefined, role: string): readonly Part[] =>
  clinic
    ? [
        'staff',
        'stations',
        'keys',
        'units',
        ...(readsJournal(role) ? (['retention', 'journal'] as const) : []),
        'log',
      ]
    : ['staff', 'log']
