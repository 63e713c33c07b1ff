import { isObject } from '../http/json-text.ts'

/** The names of a path: dots part them, `\.` is a dot in a name. */
export const namesOf = (path: string): string[] =>
  path.split(/(?<!\\)\./).map((name) => name.replaceAll('\\.', '.').replace(/^\\\$/, '$'))

/** The value at a path, undefined when there is none. A number steps into an array. */
export function valueAt(document: unknown, names: string[]): unknown {
  let value = document
  for (const name of names) {
    if (Array.isArray(value) && /^\d+$/.test(name)) value = value[Number(name)]
    else if (isObject(value) && Object.hasOwn(value, name)) value = value[name]
    else return undefined
  }
  return value
}

/** A document with these paths alone, each at its place. Numbers stay as they were written. */
export function projected(text: string, paths: string[][]): string {
  const document: unknown = JSON.parse(text, (_name, value, context?: { source?: string }) => {
    const source = context?.source
    return typeof value === 'number' && source !== undefined && String(value) !== source
      ? rawJson(source)
      : value
  })
  const result: Record<string, unknown> = Object.create(null)
  for (const path of paths) {
    const value = valueAt(document, path)
    if (value === undefined) continue
    let place = result
    for (const name of path.slice(0, -1)) {
      const next = place[name]
      const inner: Record<string, unknown> = isObject(next) ? next : Object.create(null)
      place[name] = inner
      place = inner
    }
    place[path.at(-1)!] = value
  }
  return JSON.stringify(result)
}

/** Node 24 has it; the language's declarations do not know it yet. */
const rawJson = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON
