type Members = Record<string, unknown>
interface Item {
  id: string
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The next step of a path and what is left. In a list the step is an item's id, which may hold points itself; an item
 * that is not there is named by the whole rest, because only whole items are missing on one side.
 */
function step(within: unknown, path: string): [string, string] {
  if (!Array.isArray(within)) {
    const [name = '', ...rest] = path.split('.')
    return [name, rest.join('.')]
  }
  const matching = (within as Item[]).filter(({ id }) => path === id || path.startsWith(`${id}.`))
  const id = matching.map((item) => item.id).sort((a, b) => b.length - a.length)[0] ?? path
  return [id, path.slice(id.length + 1)]
}

/** The value at a conflict's path (`address.street`, `allergies.allergy:01H.reaction`); undefined when not there. */
export function valueAt(document: unknown, path: string): unknown {
  if (path === '') return document
  const [name, rest] = step(document, path)
  if (Array.isArray(document))
    return valueAt(
      (document as Item[]).find(({ id }) => id === name),
      rest,
    )
  return isMembers(document) ? valueAt(document[name], rest) : undefined
}

/** The document with another value at the path; `undefined` takes the member or the item away. Changes no input. */
export function withValueAt<T>(document: T, path: string, value: unknown): T {
  if (path === '') return value as T
  const [name, rest] = step(document, path)
  if (Array.isArray(document)) {
    const items = document as Item[]
    const next = withValueAt(items.find(({ id }) => id === name) ?? {}, rest, value)
    const others = value === undefined && rest === '' ? [] : [next as Item]
    const place = items.findIndex(({ id }) => id === name)
    return (place < 0 ? [...items, ...others] : items.toSpliced(place, 1, ...others)) as T
  }
  const members: Members = isMembers(document) ? { ...document } : {}
  const inner = withValueAt(members[name] ?? emptyFor(rest), rest, value)
  if (inner === undefined) delete members[name]
  else members[name] = inner
  return members as T
}

/** A list where the next step is an id (`allergy:01H`), else an object. */
const emptyFor = (rest: string): unknown => (/^[a-z][a-z-]*:/.test(rest) ? [] : rest === '' ? undefined : {})
