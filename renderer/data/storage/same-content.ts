/** What says nothing about the content: the server's revision, and marks of the store. */
const aside = new Set(['_rev', '_downloaded', '_meta', '_attachments', '_revisions', '_deleted', '_id', 'id'])

/** Whether two states of one document say the same, deletion included. The server's revision does not count. */
export function sameContent(a: object, b: object): boolean {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  if ((left._deleted === true) !== (right._deleted === true)) return false
  return sameMembers(left, right, aside)
}

const none = new Set<string>()

function sameMembers(
  left: Record<string, unknown>,
  right: Record<string, unknown>,
  skip: ReadonlySet<string>,
): boolean {
  for (const key in left) if (!skip.has(key) && !sameValue(left[key], right[key])) return false
  for (const key in right)
    if (!skip.has(key) && left[key] === undefined && right[key] !== undefined) return false
  return true
}

/** Equal as JSON: a member that is undefined is no member. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameValue(item, b[index]))
    )
  return sameMembers(a as Record<string, unknown>, b as Record<string, unknown>, none)
}
