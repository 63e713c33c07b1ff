import { getChangedDocumentsSince, type RxStorageDefaultCheckpoint } from 'rxdb'
import type { CourierRow } from '#shared/contract/courier-file.ts'
import { chunkBytes } from '#shared/contract/file-key.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { CarriedFiles } from '../files/carried-files.ts'
import type { Unsent } from '../files/part-database.ts'
import { isLeft } from '../storage/remove-rows.ts'
import { asWritten, type StoredCollection } from '../storage/stored-document.ts'
import type { ExchangedState, ExchangeStore } from './exchange-store.ts'
import { fileState, rowOfPart } from './file-rows.ts'

const pageRows = 200
/** Chunks in one part of the file: a megabyte. */
const chunksOfPart = 24
/**
 * What one courier file holds of files: it is put together in the memory of a small PC. The rest goes with the next one,
 * when what is in this one was confirmed.
 */
export const mostFileBytes = 64 * 1024 * 1024

export interface FileStep {
  rows: CourierRow[]
  /** The file that these rows end; left out in the middle of one. */
  state?: ExchangedState & { onServer: boolean }
  /** It brings the content of a file to its end, and no small picture. */
  isWhole: boolean
}

/** What was left for the next file. */
export interface FilesLeft {
  count: number
}

/**
 * Files of patients that the other station is not known to have: first what the server has not got either, then the newest.
 * A file that was given before the server had it is named once more when it has, without its content.
 * @param to a station, or `*` for one that is not known yet
 */
export async function* gatherFiles(
  given: { papers: StoredCollection; exchange: ExchangeStore; files: CarriedFiles },
  to: string,
  left: FilesLeft,
  mostBytes = mostFileBytes,
): AsyncGenerator<FileStep> {
  const { exchange, files } = given
  const unsent = await files.unsent()
  const papers = await inOrder(given.papers, unsent)
  const ids = papers.map(({ id }) => id)
  const common = to === '*' ? new Map<string, ExchangedState>() : await exchange.common(to, ids)
  const present = await files.present(ids)
  let bytes = 0
  for (const { id, isPreview, size } of papers) {
    const onServer = !unsent.has(id)
    const known = common.get(id)
    const isNews = known ? known.onServer === false && onServer : true
    if (!isNews || !present.has(id)) continue
    // One that is larger than all of it goes alone.
    if (left.count > 0 || (!known && bytes > 0 && bytes + size > mostBytes)) {
      if (!isPreview) left.count += 1
      continue
    }
    const parts = unsent.get(id)?.parts ?? (await files.partsOf(id))
    if (!parts) continue
    const chunks = known ? [] : parts.slice(0, -1)
    bytes += chunks.length * chunkBytes
    for (let at = 0; at < chunks.length; at += chunksOfPart) {
      const read = await files.read(chunks.slice(at, at + chunksOfPart))
      yield { rows: [...read.values()].map((part) => rowOfPart(part, onServer)), isWhole: false }
    }
    const head = (await files.read([id])).get(id)
    if (!head) continue
    const named = known ? {} : { parts, isPreview }
    const state = { ...fileState(id), onServer }
    yield { rows: [rowOfPart(head, onServer, named)], state, isWhole: !known && !isPreview }
  }
}

interface Paper {
  id: string
  isPreview: boolean
  size: number
}

/** Files that are on this PC alone, then those of the papers that were written last, the small picture before its file. */
async function inOrder(papers: StoredCollection, unsent: ReadonlyMap<string, Unsent>): Promise<Paper[]> {
  const found = new Map<string, Paper>()
  let from: RxStorageDefaultCheckpoint | undefined
  for (;;) {
    const { documents, checkpoint } = await getChangedDocumentsSince(papers.storageInstance, pageRows, from)
    if (documents.length === 0) break
    from = checkpoint as RxStorageDefaultCheckpoint
    for (const row of documents) {
      if (row._deleted || isLeft(row)) continue
      const { fileId, thumbnailId, size } = (asWritten(row) as unknown as DocumentReference).content
      // Turned round below.
      found.set(fileId, { id: fileId, isPreview: false, size })
      if (thumbnailId !== undefined) found.set(thumbnailId, { id: thumbnailId, isPreview: true, size: 0 })
    }
  }
  const newestFirst = [...found.values()].reverse()
  const waiting = [...unsent.values()].map(
    ({ fileId, parts, isPreview = false }): Paper => ({
      id: fileId,
      isPreview,
      size: parts.length * chunkBytes,
    }),
  )
  return [...waiting, ...newestFirst.filter(({ id }) => !unsent.has(id))]
}
