/** Where a text stops being JSON. Lines and columns count from 1, columns in UTF-16 units. */
export interface JsonError {
  offset: number
  line: number
  column: number
  /** The text ended too early: a cut file. */
  atEnd: boolean
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y
const space = /[ \t\n\r]*/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids control characters inside a string.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above, up to where the string is broken.
const stringStart = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y

type Awaited = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

/** Line and column of an offset. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let start = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}

/** The first place where the text is not JSON; undefined when it is. Says the same in every engine. */
export function findJsonError(text: string): JsonError | undefined {
  const open: ('{' | '[')[] = []
  let awaited: Awaited = 'value'
  let at = 0
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found !== null
  }
  const afterValue = (): Awaited => (open.length > 0 ? 'comma-or-end' : 'nothing')
  const broken = (): JsonError => ({ offset: at, ...placeOf(text, at), atEnd: at >= text.length })
  const brokenString = (): JsonError => {
    take(stringStart)
    return broken()
  }
  for (;;) {
    take(space)
    const next = text[at]
    if (next === undefined) return awaited === 'nothing' ? undefined : broken()
    const closes = awaited.endsWith('-or-end') && open.length > 0
    if (closes && next === (open.at(-1) === '{' ? '}' : ']')) {
      at += 1
      open.pop()
      awaited = afterValue()
    } else if (awaited === 'comma-or-end') {
      if (next !== ',') return broken()
      at += 1
      awaited = open.at(-1) === '{' ? 'key' : 'value'
    } else if (awaited === 'key' || awaited === 'key-or-end') {
      if (next !== '"') return broken()
      if (!take(string)) return brokenString()
      awaited = 'colon'
    } else if (awaited === 'colon') {
      if (next !== ':') return broken()
      at += 1
      awaited = 'value'
    } else if (awaited === 'nothing') return broken()
    else if (next === '{' || next === '[') {
      at += 1
      open.push(next)
      awaited = next === '{' ? 'key-or-end' : 'value-or-end'
    } else if (next === '"') {
      if (!take(string)) return brokenString()
      awaited = afterValue()
    } else if (take(number) || take(word)) awaited = afterValue()
    else return broken()
  }
}
