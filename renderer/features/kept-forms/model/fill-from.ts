const isMembers = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What was kept, in the shape that the form has now: a form of an older program may lack a field, or hold another kind of
 * value in it; there the form begins as if nothing had been kept.
 */
export function fillFrom<T>(start: T, kept: unknown): T {
  if (start === undefined || start === null) return kept as T
  if (isMembers(start)) {
    if (!isMembers(kept)) return start
    const filled: Record<string, unknown> = { ...kept }
    for (const [name, value] of Object.entries(start)) filled[name] = fillFrom(value, kept[name])
    return filled as T
  }
  return Array.isArray(start) === Array.isArray(kept) && typeof start === typeof kept ? (kept as T) : start
}
