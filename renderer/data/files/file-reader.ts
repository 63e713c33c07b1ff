import { AppError } from '#shared/errors/app-error.ts'
import type { FileLine } from './file-line.ts'
import { chunkPrefix, openFile, openManifest, type StoredFile } from './file-parts.ts'
import type { FileSeal } from './file-seal.ts'
import type { Part, PartDatabase } from './part-database.ts'

/** What reading a file brought. */
export type FileReading =
  | { kind: 'read'; file: StoredFile }
  /** Not on this PC, and the server cannot be asked. */
  | { kind: 'no-link' }
  /** The PC on which it was added has not sent it yet. */
  | { kind: 'not-sent-yet' }
  /** This PC has no key, or not the one that this was sealed with: it had no link since that was made. */
  | { kind: 'no-key' }

/** Chunks in one answer: 350 KB, and then the next progress. */
const fetchedAtOnce = 8
const readAtOnce = 64

export interface ReadOptions {
  /** Only what is on this PC. */
  onlyHere?: boolean
  /** 0 to 1, of what has to be fetched. */
  onProgress?: ((done: number) => void) | undefined
  signal: AbortSignal
}

/** The file from this PC, or from the server where it is not here; then it is here, too. */
export async function readFile(
  { database, line, seal }: { database: PartDatabase; line: FileLine; seal: FileSeal },
  about: { patientId: string; fileId: string },
  { onlyHere = false, onProgress, signal }: ReadOptions,
): Promise<FileReading> {
  const { patientId, fileId } = about
  const local = (await database.read([fileId])).get(fileId)
  if (!local && onlyHere) return { kind: 'no-link' }
  try {
    const head = local ?? (await line.fetch([fileId], signal)).get(fileId)
    if (!head) return { kind: 'not-sent-yet' }
    if (!seal.hasKeyOf(head.data)) return { kind: 'no-key' }
    const manifest = await openManifest(seal, patientId, head)
    const ids = manifest.chunks.map((name) => chunkPrefix + name)
    const missing = await missingHere(database, ids)
    let done = 0
    for (let from = 0; from < missing.length; from += fetchedAtOnce) {
      const asked = missing.slice(from, from + fetchedAtOnce)
      const fetched = await line.fetch(asked, signal)
      if (fetched.size < asked.length) return { kind: 'not-sent-yet' }
      await database.put([...fetched.values()])
      done += asked.length
      onProgress?.(done / missing.length)
    }
    // Last: a file that is named here is whole.
    if (!local) await database.put([head])
    const parts = new Map<string, Part>()
    for (let from = 0; from < ids.length; from += readAtOnce)
      for (const [id, part] of await database.read(ids.slice(from, from + readAtOnce))) parts.set(id, part)
    return { kind: 'read', file: await openFile(seal, patientId, manifest, parts) }
  } catch (cause) {
    if (isOfLine(cause)) return { kind: 'no-link' }
    throw cause
  }
}

async function missingHere(database: PartDatabase, ids: string[]): Promise<string[]> {
  const here = await database.present(ids)
  return [...new Set(ids)].filter((id) => !here.has(id))
}

const isOfLine = (cause: unknown): boolean =>
  cause instanceof AppError && /^(network|server|session)\./.test(cause.code)
