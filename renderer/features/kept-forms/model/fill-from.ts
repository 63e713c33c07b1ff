import { sameJson } from '#shared/kit/canonical-json.ts'

type Members = Record<string, unknown>
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * What was kept, in the shape that the form has now: a form of an older program may lack a field, or hold another kind of
 * value in it; there the form begins as if nothing had been kept.
 * @param start what the form begins with now
 * @param base what it began with when `kept` was typed: a field that stood there and was emptied stays empty
 * @param follows what nobody has typed over is as it stands now: a colleague may have changed it meanwhile
 */
export function fillFrom<T>(start: T, kept: unknown, base?: unknown, follows = false): T {
  if (follows && sameJson(kept, base)) return start
  if (start === undefined || start === null) return kept as T
  if (!isMembers(start))
    return Array.isArray(start) === Array.isArray(kept) && typeof start === typeof kept ? (kept as T) : start
  if (!isMembers(kept)) return start
  const before = isMembers(base) ? base : {}
  const filled: Members = {}
  for (const name of new Set([...Object.keys(kept), ...Object.keys(start)])) {
    if (kept[name] === undefined && before[name] !== undefined) continue
    const value = fillFrom((start as Members)[name], kept[name], before[name], follows)
    if (value !== undefined) filled[name] = value
  }
  return filled as T
}
