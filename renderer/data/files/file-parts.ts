import { z } from 'zod'
import { chunkBytes } from '#shared/contract/file-key.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { FileOwner, FileSeal } from './file-seal.ts'
import type { Part } from './part-database.ts'

/** A paper of a record: a scan, a picture. */
export interface StoredFile {
  /** A media type: `image/jpeg`, `application/pdf`. */
  type: string
  bytes: Uint8Array
}

const manifestSchema = z.object({ type: z.string(), size: z.number(), chunks: z.array(z.string()) })
export type Manifest = z.infer<typeof manifestSchema>

export const filePrefix = 'file:'
export const chunkPrefix = 'chunk:'
/** Chunks that are sealed before the page gets a turn. */
const sealedAtOnce = 32

/** The sealed parts of a file: its chunks, and last what it is made of. @param breathe called between */
export async function sealFile(
  seal: FileSeal,
  owner: FileOwner,
  { type, bytes }: StoredFile,
  breathe: () => Promise<void> = async () => {},
): Promise<Part[]> {
  const { patientId, authorId } = owner
  const part = async (prefix: string, content: Uint8Array): Promise<Part> => {
    const { name, data } = await seal.seal(owner, content)
    return { _id: prefix + name, patientId, author: { id: authorId }, data }
  }
  const parts = new Map<string, Part>()
  const chunks: string[] = []
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const chunk = await part(chunkPrefix, bytes.slice(from, from + chunkBytes))
    parts.set(chunk._id, chunk)
    chunks.push(chunk._id.slice(chunkPrefix.length))
    if (chunks.length % sealedAtOnce === 0) await breathe()
  }
  const manifest = JSON.stringify({ type, size: bytes.length, chunks } satisfies Manifest)
  // Last: a file that is named is whole.
  return [...parts.values(), await part(filePrefix, new TextEncoder().encode(manifest))]
}

/** What lies under this name, and nothing else: a part that was put in another's place does not pass. */
async function openPart(seal: FileSeal, patientId: string, part: Part): Promise<Uint8Array> {
  const owner = { patientId: part.patientId, authorId: part.author.id }
  const { name, content } = await seal.open(owner, part.data)
  if (!part._id.endsWith(`:${name}`) || part.patientId !== patientId)
    throw new AppError('storage.damaged', { detail: 'a part of a file lies under a foreign name' })
  return content
}

/** What a file is made of. @throws AppError `storage.damaged` when that was changed */
export async function openManifest(seal: FileSeal, patientId: string, part: Part): Promise<Manifest> {
  const text = new TextDecoder().decode(await openPart(seal, patientId, part))
  const manifest = manifestSchema.safeParse(JSON.parse(text))
  if (!manifest.success)
    throw new AppError('storage.damaged', { detail: 'a file without a list of its parts' })
  return manifest.data
}

/** The file of these parts. @throws AppError `storage.damaged` when one was changed or put in another's place */
export async function openFile(
  seal: FileSeal,
  patientId: string,
  { type, size, chunks }: Manifest,
  parts: ReadonlyMap<string, Part>,
): Promise<StoredFile> {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    const part = parts.get(chunkPrefix + chunk)
    const plain = part ? await openPart(seal, patientId, part) : undefined
    if (!plain || at + plain.length > size)
      throw new AppError('storage.damaged', { detail: 'a file is not as long as it says' })
    bytes.set(plain, at)
    at += plain.length
  }
  if (at !== size) throw new AppError('storage.damaged', { detail: 'a file is not as long as it says' })
  return { type, bytes }
}
