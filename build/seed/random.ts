/** A repeatable source of chance: one seed gives one clinic, on every machine. Never for keys or passwords. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Picks by weight; weights need not sum to one. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T
  /** Bell-shaped around `mean` (sum of four uniforms), never further than 3.5 `deviation`. */
  normal(mean: number, deviation: number): number
  bytes(length: number): Uint8Array
}

/** FNV-1a over the text, then a finalizer: neighbouring labels must not give neighbouring streams. */
function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A stream of its own for every combination of labels (mulberry32). */
export function createRandom(...labels: (string | number)[]): Random {
  let state = hash32(labels.join('/'))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let word = Math.imul(state ^ (state >>> 15), 1 | state)
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296
  }
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T
  return {
    next,
    pick,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    weighted(items, weightOf) {
      let total = 0
      for (const item of items) total += weightOf(item)
      let left = next() * total
      for (const item of items) {
        left -= weightOf(item)
        if (left < 0) return item
      }
      return items.at(-1) as (typeof items)[number]
    },
    normal: (mean, deviation) => mean + (next() + next() + next() + next() - 2) * Math.sqrt(3) * deviation,
    bytes: (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
  }
}
