/** How much goes into one request: grows while the link is quick, halves when it is slow or the server says too much. */
export interface BatchSize {
  /** How many of these go together, at least one. */
  next<T>(items: readonly T[], body: (item: T) => unknown): number
  tooLarge(): void
  /** A request took so long, milliseconds. */
  took(timeMs: number): void
}

const quickMs = 1_000
const slowMs = 8_000

/** @param limits in bytes of JSON (characters, as most are Latin or two bytes at most) and documents */
export function createBatchSize(
  limits = { startBytes: 256_000, minBytes: 4_000, maxBytes: 2_000_000, maxItems: 1_000 },
): BatchSize {
  let bytes = limits.startBytes
  const halve = () => {
    bytes = Math.max(limits.minBytes, bytes >> 1)
  }
  return {
    next(items, body) {
      let sum = 0
      let count = 0
      for (const item of items.slice(0, limits.maxItems)) {
        sum += JSON.stringify(body(item)).length
        if (count > 0 && sum > bytes) break
        count += 1
      }
      return count
    },
    tooLarge: halve,
    took(timeMs) {
      if (timeMs > slowMs) halve()
      else if (timeMs < quickMs) bytes = Math.min(limits.maxBytes, bytes * 2)
    },
  }
}
