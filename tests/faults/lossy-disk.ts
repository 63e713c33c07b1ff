import { dirname } from 'node:path'
import type { DiskChange } from './disk-trace.ts'

/** The content of a file: what an fsync made safe, and what came after. */
interface Content {
  safe: Buffer
  later: Extract<DiskChange, { kind: 'write' | 'truncate' }>[]
}
type Names = Map<string, Content>

/** How much of what was not fsynced survives. */
export type Survival = 'everything' | 'nothing' | 'a prefix' | 'any part'

/**
 * A disk as the standard allows it to be: a file's bytes are safe after its own fsync, names after one of their folder.
 * What is not safe survives a power cut or not, write by write and torn within a write.
 */
export function createLossyDisk(files: Map<string, Buffer>) {
  const now: Names = new Map([...files].map(([path, safe]) => [path, { safe, later: [] }]))
  let safeNames: Names = new Map(now)
  const contentOf = (path: string): Content => {
    const known = now.get(path)
    if (known) return known
    const made: Content = { safe: Buffer.alloc(0), later: [] }
    now.set(path, made)
    return made
  }
  return {
    apply(change: DiskChange): void {
      if (change.kind === 'write' || change.kind === 'truncate') contentOf(change.path).later.push(change)
      else if (change.kind === 'unlink') now.delete(change.path)
      else if (change.kind === 'rename') {
        now.set(change.to, contentOf(change.path))
        now.delete(change.path)
      } else if (now.has(change.path)) {
        const content = contentOf(change.path)
        content.safe = built(content.safe, content.later)
        content.later = []
      } else safeNames = withNamesOf(change.path, safeNames, now)
    },
    /** The files after a power cut now. */
    after(survival: Survival, random: () => number): Map<string, Buffer> {
      const names = survival === 'everything' || (survival !== 'nothing' && random() < 0.5) ? now : safeNames
      return new Map(
        [...names].map(([path, { safe, later }]) => [path, built(safe, survivors(later, survival, random))]),
      )
    },
  }
}

/** An fsync of a folder makes its own names safe, no others. */
const withNamesOf = (folder: string, safe: Names, now: Names): Names =>
  new Map([
    ...[...safe].filter(([path]) => dirname(path) !== folder),
    ...[...now].filter(([path]) => dirname(path) === folder),
  ])

function survivors(later: Content['later'], survival: Survival, random: () => number): Content['later'] {
  if (survival === 'everything') return later
  if (survival === 'nothing') return []
  if (survival === 'any part') return later.filter(() => random() < 0.5)
  const kept = later.slice(0, Math.floor(random() * (later.length + 1)))
  const last = kept.at(-1)
  if (last?.kind !== 'write') return kept
  return [
    ...kept.slice(0, -1),
    { ...last, bytes: last.bytes.subarray(0, Math.floor(random() * last.bytes.length)) },
  ]
}

/** The content after these changes. */
function built(safe: Buffer, changes: Content['later']): Buffer {
  if (changes.length === 0) return safe
  const ends = changes.map((change) => change.offset + (change.kind === 'write' ? change.bytes.length : 0))
  const bytes = Buffer.alloc(Math.max(safe.length, ...ends))
  safe.copy(bytes)
  let size = safe.length
  for (const change of changes) {
    if (change.kind === 'truncate') {
      bytes.fill(0, change.offset)
      size = change.offset
    } else {
      change.bytes.copy(bytes, change.offset)
      size = Math.max(size, change.offset + change.bytes.length)
    }
  }
  return bytes.subarray(0, size)
}
