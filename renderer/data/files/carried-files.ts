import { AppError } from '#shared/errors/app-error.ts'
import { chunkPrefix, openManifest } from './file-parts.ts'
import type { FileSeal } from './file-seal.ts'
import type { Part, PartDatabase, Unsent } from './part-database.ts'

/** What a file is made of: the ids of its chunks and, last, its own. Undefined where it is not here or does not open. */
export async function partsOfFile(
  database: PartDatabase,
  seal: FileSeal | undefined,
  fileId: string,
): Promise<{ ids: string[]; patientId: string } | undefined> {
  const head = (await database.read([fileId])).get(fileId)
  if (!head || !seal) return undefined
  const { patientId } = head
  const manifest = await openManifest(seal, patientId, head).catch(ignoreDamage)
  return (
    manifest && { ids: [...new Set(manifest.chunks.map((name) => chunkPrefix + name)), fileId], patientId }
  )
}

/** Files as they travel from PC to PC by hand: sealed as they lie here, and whether the server has them. */
export interface CarriedFiles {
  /** Those that the server does not have, each with the ids of its parts, its own last. */
  unsent(): Promise<ReadonlyMap<string, Unsent>>
  /** Which of these are here. */
  present(fileIds: string[]): Promise<ReadonlySet<string>>
  /** The ids of its parts, its own last; undefined where it is not here or does not open. */
  partsOf(fileId: string): Promise<string[] | undefined>
  read(ids: string[]): Promise<ReadonlyMap<string, Part>>
  /** Durable when it resolves. @param unsent the file whose last part is among these, where the server has not got it */
  take(parts: Part[], unsent?: Omit<Unsent, 'since'>): Promise<void>
  /** The server has these. */
  arrived(fileIds: readonly string[]): Promise<void>
}

interface Place {
  database(): Promise<PartDatabase>
  seal(): Promise<FileSeal | undefined>
  now(): string
  /** Something waits that did not, or does no more. */
  changed(): Promise<void>
}

export function createCarriedFiles({ database, seal, now, changed }: Place): CarriedFiles {
  return {
    unsent: async () => new Map((await (await database()).unsent()).map((file) => [file.fileId, file])),
    present: async (fileIds) => (await database()).present(fileIds),
    partsOf: async (fileId) => (await partsOfFile(await database(), await seal(), fileId))?.ids,
    read: async (ids) => (await database()).read(ids),
    async take(parts, unsent) {
      await (await database()).put(parts, unsent && { ...unsent, since: now() })
      if (unsent) await changed()
    },
    async arrived(fileIds) {
      const store = await database()
      const waiting = new Set((await store.unsent()).map(({ fileId }) => fileId))
      const known = fileIds.filter((fileId) => waiting.has(fileId))
      for (const fileId of known) await store.sent(fileId)
      if (known.length > 0) await changed()
    },
  }
}

/** What cannot be opened here is not offered, and holds up nothing. */
function ignoreDamage(cause: unknown): undefined {
  if (!(cause instanceof AppError)) throw cause
}
