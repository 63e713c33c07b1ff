import { type StoreRow, toDomain } from './stored-document.ts'
import type { Lineage } from './write-documents.ts'

/**
 * For rows that are only written again, as they are, with another mark: what somebody saved since they were read stays,
 * and goes its own way.
 */
export const keepWhatCame = (rows: readonly StoreRow[]): Lineage => ({
  madeFrom: statesOf(rows),
  meet: async () => undefined,
})

/** The documents of these rows, as a lineage asks for them; what was deleted has no state to meet. */
export const statesOf = (rows: readonly StoreRow[]): Lineage['madeFrom'] =>
  new Map(rows.filter((row) => !row._deleted).map((row) => [row.id, toDomain(row)]))
