/** One step of a packed text: a byte as it is, or so many bytes from so far back. */
export type Step = { literal: number } | { length: number; distance: number }

const shortest = 3
const longest = 258
const window = 32_768
const hashBits = 15
/** So many places with the same beginning are tried. */
const patience = 200

const hashAt = (bytes: Uint8Array, at: number): number =>
  (((bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) * 0x9e3779b1) >>> (32 - hashBits)

/** Where each beginning of three bytes stood last, and before that. */
interface Places {
  head: Int32Array
  before: Int32Array
}

function note(bytes: Uint8Array, at: number, { head, before }: Places): void {
  if (at + shortest > bytes.length) return
  const hash = hashAt(bytes, at)
  before[at] = head[hash]!
  head[hash] = at
}

/** Remembers a dictionary, so that texts can point into it; done once, copied for each text. */
export function createMatcher(dictionary: Uint8Array): (text: Uint8Array) => Step[] {
  const known: Places = {
    head: new Int32Array(1 << hashBits).fill(-1),
    before: new Int32Array(dictionary.length),
  }
  for (let at = 0; at < dictionary.length; at++) note(dictionary, at, known)

  return (text) => {
    const bytes = new Uint8Array(dictionary.length + text.length)
    bytes.set(dictionary)
    bytes.set(text, dictionary.length)
    const places: Places = { head: known.head.slice(), before: new Int32Array(bytes.length) }
    places.before.set(known.before)
    // The dictionary's last two bytes begin places that end in the text.
    let noted = Math.max(0, dictionary.length - shortest + 1)
    const noteUpTo = (end: number) => {
      for (; noted < end; noted++) note(bytes, noted, places)
    }
    const steps: Step[] = []
    for (let at = dictionary.length; at < bytes.length; ) {
      noteUpTo(at)
      const here = longestMatch(bytes, at, places)
      if (!here) {
        steps.push({ literal: bytes[at++]! })
        continue
      }
      // A byte as it is may be followed by something longer.
      noteUpTo(at + 1)
      const next = longestMatch(bytes, at + 1, places)
      if (next && next.length > here.length) steps.push({ literal: bytes[at++]! })
      else {
        steps.push(here)
        at += here.length
      }
    }
    return steps
  }
}

function longestMatch(bytes: Uint8Array, at: number, { head, before }: Places) {
  if (at + shortest > bytes.length) return undefined
  const most = Math.min(longest, bytes.length - at)
  let best = shortest - 1
  let distance = 0
  let tries = patience
  for (
    let place = head[hashAt(bytes, at)]!;
    place >= 0 && at - place <= window && tries > 0;
    place = before[place]!, tries--
  ) {
    if (place === at || bytes[place + best] !== bytes[at + best]) continue
    let length = 0
    while (length < most && bytes[place + length] === bytes[at + length]) length++
    if (length <= best) continue
    best = length
    distance = at - place
    if (length === most) break
  }
  // Three bytes from far away cost more than they save.
  if (best < shortest || (best === shortest && distance > 4096)) return undefined
  return { length: best, distance }
}
