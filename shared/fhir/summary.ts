import type { ClinicDocument } from '#shared/domain/registry.ts'
import type { EntryOutcome, LeftOutReason } from './outcome.ts'

export interface TypeCount {
  resourceType: string
  mapped: number
  invalid: number
  leftOut: Partial<Record<LeftOutReason, number>>
}

/** What became of the entries, by resource type in the order of the alphabet. */
export function countByType(entries: readonly EntryOutcome[]): TypeCount[] {
  const counts = new Map<string, TypeCount>()
  for (const entry of entries) {
    const { resourceType } = entry
    const count = counts.get(resourceType) ?? { resourceType, mapped: 0, invalid: 0, leftOut: {} }
    if (entry.outcome === 'left-out') count.leftOut[entry.reason] = (count.leftOut[entry.reason] ?? 0) + 1
    else count[entry.outcome] += 1
    counts.set(resourceType, count)
  }
  return [...counts.values()].sort((a, b) => (a.resourceType < b.resourceType ? -1 : 1))
}

/** How many documents of each type. */
export function countDocuments(documents: readonly Pick<ClinicDocument, 'type'>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { type } of documents) counts[type] = (counts[type] ?? 0) + 1
  return counts
}
