/** JSON with members in code-point order and `undefined` left out: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

/** True when both values are the same JSON, whatever the order of their members. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return canonicalJson(a) === canonicalJson(b)
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameJson(item, b[index]))
    )
  return sameMembers(a as Members, b as Members)
}

type Members = Record<string, unknown>

function sameMembers(a: Members, b: Members): boolean {
  let more = 0
  for (const key of Object.keys(a)) {
    const value = a[key]
    if (value === undefined) continue
    const other = Object.hasOwn(b, key) ? b[key] : undefined
    if (other === undefined || !sameJson(value, other)) return false
    more += 1
  }
  for (const key of Object.keys(b)) if (b[key] !== undefined) more -= 1
  return more === 0
}
