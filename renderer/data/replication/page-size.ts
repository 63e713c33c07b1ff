/** How many changes a page of the feed holds: few at first, so that a slow line shows progress, more while it is quick. */
export interface PageSize {
  limit(): number
  took(timeMs: number): void
  /** A page did not come through: it was cut or took too long. */
  failed(): void
}

const smallest = 50
const largest = 2_000
const quickMs = 1_500
const slowMs = 6_000

export function createPageSize(start = 250): PageSize {
  let limit = start
  const halve = () => {
    limit = Math.max(smallest, limit >> 1)
  }
  return {
    limit: () => limit,
    took(timeMs) {
      if (timeMs < quickMs) limit = Math.min(largest, limit * 2)
      else if (timeMs > slowMs) halve()
    },
    failed: () => halve(),
  }
}
