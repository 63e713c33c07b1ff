/**
 * Finds documents inside valid JSON text without building them again, so that numbers and the order of members stay as
 * they were sent. Every function takes text that `JSON.parse` has accepted.
 */
const quote = 34
const backslash = 92

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

/** The place after the string that begins at `from`. */
function skipString(text: string, from: number): number {
  let end = from
  for (;;) {
    end = text.indexOf('"', end + 1)
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++
    if (slashes % 2 === 0) return end + 1
  }
}

/** The place after the value that begins at `from`. */
function skipValue(text: string, from: number): number {
  let at = from
  let depth = 0
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      at = skipString(text, at)
      if (depth === 0) return at
    } else if (code === 123 || code === 91) {
      depth++
      at++
    } else if (code === 125 || code === 93) {
      at++
      if (--depth === 0) return at
    } else if (depth > 0) at++
    else {
      while (at < text.length && !isSpace(text.charCodeAt(at)) && !',]}'.includes(text[at]!)) at++
      return at
    }
  }
}

export interface Span {
  from: number
  to: number
}

/** Calls `visit` with each member of the object at `from`: its name and the spans of the whole member and its value. */
export function eachMember(
  text: string,
  from: number,
  visit: (name: string, member: Span, value: Span) => void,
): void {
  let at = skipSpace(text, skipSpace(text, from) + 1)
  while (text.charCodeAt(at) === quote) {
    const nameEnd = skipString(text, at)
    const raw = text.slice(at + 1, nameEnd - 1)
    const name: string = raw.includes('\\') ? JSON.parse(`"${raw}"`) : raw
    const valueFrom = skipSpace(text, skipSpace(text, nameEnd) + 1)
    const valueTo = skipValue(text, valueFrom)
    visit(name, { from: at, to: valueTo }, { from: valueFrom, to: valueTo })
    at = skipSpace(text, valueTo)
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
}

/** The places where the elements of the array at `from` begin. */
export function elementStarts(text: string, from: number): number[] {
  const starts: number[] = []
  let at = skipSpace(text, from + 1)
  while (text[at] !== ']') {
    starts.push(at)
    at = skipSpace(text, skipValue(text, at))
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return starts
}

/** What CouchDB's replicator notes in its documents: special by name, kept like a document's own members. */
const replicatorMembers = new Set([
  '_replication_id',
  '_replication_state',
  '_replication_state_time',
  '_replication_state_reason',
  '_replication_stats',
])
export const isReplicatorMember = (name: string): boolean => replicatorMembers.has(name)

/** The text of a document's own members (those without a leading underscore), each preceded by a comma, on one line. */
export function ownMembers(text: string, from: number): string {
  let body = ''
  let run: Span | undefined
  eachMember(text, from, (name, member) => {
    if (name.charCodeAt(0) === 95 && !replicatorMembers.has(name)) {
      if (run) body += `,${text.slice(run.from, run.to)}`
      run = undefined
    } else run = run ? { from: run.from, to: member.to } : member
  })
  if (run) body += `,${text.slice(run.from, run.to)}`
  // A line end in valid JSON is never inside a string; feeds of one row a line must not be broken by it.
  return /[\r\n]/.test(body) ? body.replace(/[\r\n]+[ \t]*/g, '') : body
}
