import adapterIdb from 'pouchdb-adapter-idb'
import PouchDB from 'pouchdb-core'
import { z } from 'zod'
import { fileDocumentSchema } from '#shared/contract/file-key.ts'
import { storageError } from '../storage/storage-error.ts'

PouchDB.plugin(adapterIdb)

interface Row {
  id?: string
  key: string
  value?: { rev: string; deleted?: boolean }
  doc?: unknown
}
/** As much of PouchDB as is used here. */
interface Pouch {
  bulkDocs(documents: object[]): Promise<{ error?: unknown; status?: number; name?: string }[]>
  allDocs(options: Record<string, unknown>): Promise<{ rows: Row[] }>
  close(): Promise<void>
}

/** A part of a file as it lies here and at the server: a cipher, and beside it whose it is. */
export const partSchema = z.object({
  _id: z.string(),
  ...fileDocumentSchema.shape,
})
export type Part = z.infer<typeof partSchema>

/** A file that the server does not have yet. */
const unsentSchema = z.object({
  _id: z.string(),
  _rev: z.string(),
  parts: z.array(z.string()),
  since: z.string(),
  patientId: z.string().optional(),
  isPreview: z.boolean().optional(),
})
export interface Unsent {
  fileId: string
  /** Ids of its parts, the file itself last. */
  parts: string[]
  /** When it was put here, ISO. */
  since: string
  patientId?: string | undefined
  /** The small picture of another file. */
  isPreview?: boolean | undefined
}

const unsentPrefix = 'unsent:'
const unsentId = (fileId: string): string => `${unsentPrefix}${fileId.slice('file:'.length)}`

const noteOf = ({ fileId, ...file }: Unsent) => ({ _id: unsentId(fileId), ...file })

/**
 * Parts of files on this PC, sealed, in a write-once database beside the records, with a note for each file that the
 * server does not have. A note comes and goes by itself: nothing here is read to know where a file is.
 */
export interface PartDatabase {
  /** In one transaction; what is there stays as it is. @param unsent the file that these parts are, to be sent */
  put(parts: Part[], unsent?: Unsent): Promise<void>
  read(ids: string[]): Promise<ReadonlyMap<string, Part>>
  /** Which of these are here, without reading them. */
  present(ids: string[]): Promise<ReadonlySet<string>>
  /** What the server does not have yet, oldest first. */
  unsent(): Promise<Unsent[]>
  sent(fileId: string): Promise<void>
  /** Notes that the server may not have a file that is here. */
  markUnsent(file: Unsent): Promise<void>
  /** Ids of every file that is here. */
  files(): Promise<string[]>
  close(): Promise<void>
}

/** PouchDB closes its database for good after one transaction that the disk did not take: a full disk is no end. */
const isGivenUp = (cause: unknown): boolean => cause instanceof Error && cause.name === 'indexed_db_went_bad'

/** What IndexedDB said, where PouchDB put it into a reason of its own. */
function ofIndexedDb(cause: unknown): unknown {
  const reason = cause instanceof Error && 'reason' in cause ? cause.reason : undefined
  if (reason instanceof Error) return reason
  return typeof reason === 'string' ? Object.assign(new Error(reason, { cause }), { name: reason }) : cause
}

export function openPartDatabase(name: string): PartDatabase {
  const options = { adapter: 'idb', revs_limit: 1, auto_compaction: false }
  const open = () => new PouchDB(name, options) as unknown as Pouch
  let database = open()
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    const used = database
    try {
      return await work()
    } catch (cause) {
      if (isGivenUp(cause) && used === database) database = open()
      throw storageError(ofIndexedDb(cause))
    }
  }
  const idsFrom = async (from: string, to: string): Promise<string[]> =>
    (await database.allDocs({ startkey: from, endkey: to })).rows.flatMap(({ id }) => id ?? [])

  return {
    put: (parts, unsent) =>
      guarded(async () => {
        const note = unsent && noteOf(unsent)
        const known = new Set(
          (await database.allDocs({ keys: parts.map(({ _id }) => _id) })).rows.flatMap(({ id, value }) =>
            id === undefined || value?.deleted ? [] : [id],
          ),
        )
        const fresh = parts.filter(({ _id }) => !known.has(_id))
        const rows = await database.bulkDocs([...fresh, ...(note && fresh.length > 0 ? [note] : [])])
        // Another window was faster with the same content (409); everything else is a disk that did not take it.
        const failed = rows.find((row) => row.error && row.status !== 409)
        if (failed) throw Object.assign(new Error('a part was not stored'), { name: failed.name ?? '' })
      }),
    read: (ids) =>
      guarded(async () => {
        const { rows } = await database.allDocs({ keys: ids, include_docs: true })
        return new Map(
          rows.flatMap(({ key, doc }) => {
            const part = partSchema.safeParse(doc)
            return part.success ? [[key, part.data] as const] : []
          }),
        )
      }),
    present: (ids) =>
      guarded(async () => {
        if (ids.length === 0) return new Set<string>()
        const { rows } = await database.allDocs({ keys: ids })
        return new Set(rows.flatMap(({ id, value }) => (id === undefined || value?.deleted ? [] : [id])))
      }),
    unsent: () =>
      guarded(async () => {
        const { rows } = await database.allDocs({
          startkey: unsentPrefix,
          endkey: `${unsentPrefix}\uffff`,
          include_docs: true,
        })
        return rows
          .flatMap(({ doc }): Unsent[] => {
            const note = unsentSchema.safeParse(doc)
            if (!note.success) return []
            const { _id, _rev, ...file } = note.data
            return [{ fileId: `file:${_id.slice(unsentPrefix.length)}`, ...file }]
          })
          .sort((a, b) => a.since.localeCompare(b.since))
      }),
    sent: (fileId) =>
      guarded(async () => {
        const { rows } = await database.allDocs({ keys: [unsentId(fileId)] })
        const rev = rows[0]?.value?.rev
        if (rev !== undefined && !rows[0]?.value?.deleted)
          await database.bulkDocs([{ _id: unsentId(fileId), _rev: rev, _deleted: true }])
      }),
    markUnsent: (file) =>
      guarded(async () => {
        // Where the note is already there nothing changes.
        await database.bulkDocs([noteOf(file)])
      }),
    files: () => guarded(() => idsFrom('file:', 'file:\uffff')),
    close: () => database.close(),
  }
}
