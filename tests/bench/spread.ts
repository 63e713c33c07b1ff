/** How a set of times lies, in the unit of the times. */
export interface Spread {
  runs: number
  p50: number
  p95: number
  max: number
}

export function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { runs: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) }
}

/** Two decimals are more than a shared machine is worth. */
export const round = (value: number): number => Math.round(value * 100) / 100

/** The median of each number in tables of the same form. */
export function medians(tables: readonly unknown[]): unknown {
  const [first] = tables
  if (typeof first === 'number') {
    const sorted = (tables as number[]).toSorted((a, b) => a - b)
    return sorted[Math.floor((sorted.length - 1) / 2)]
  }
  const of = (name: string): unknown =>
    medians(tables.map((table) => (table as Record<string, unknown>)[name]))
  return Object.fromEntries(Object.keys(first as object).map((name) => [name, of(name)]))
}
