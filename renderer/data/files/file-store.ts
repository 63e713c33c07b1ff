import adapterHttp from 'pouchdb-adapter-http'
import adapterIdb from 'pouchdb-adapter-idb'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { z } from 'zod'
import { chunkBytes } from '#shared/contract/file-key.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { storageError } from '../storage/storage-error.ts'
import { createFileSeal } from './file-seal.ts'

PouchDB.plugin(adapterIdb).plugin(adapterHttp).plugin(replication)

/** A paper of a record: a scan, a picture. */
export interface StoredFile {
  /** A media type: `image/jpeg`, `application/pdf`. */
  type: string
  bytes: Uint8Array
}

/**
 * Files of a clinic in a write-once database of ciphers beside the records, replicated with the server's
 * `clinic-<code>-files`. What is cut off goes on from the last chunk; what is there is not sent again.
 */
export interface FileStore {
  /** Stores a file on this PC. @returns the id that a record keeps; the same file has the same one */
  put(file: StoredFile): Promise<string>
  /**
   * Undefined while a part of it is not on this PC yet.
   * @throws AppError `storage.damaged` when a part was changed
   */
  get(id: string): Promise<StoredFile | undefined>
  /** Sends what the server does not have and brings what this PC does not have. */
  exchange(): Promise<{ sent: number; brought: number }>
  close(): Promise<void>
}

const manifestSchema = z.object({ type: z.string(), size: z.number(), chunks: z.array(z.string()) })
const manifestPrefix = 'file:'
const chunkPrefix = 'chunk:'
/** A chunk is a third of a megabyte on the line: few at once, so that a cut costs little. */
const batchSize = 8

export interface FileStoreOptions {
  /** Name of the database here. */
  name: string
  /** Address of the clinic's files at the server. */
  url: string
  /** Base64, see file-key.ts. */
  key: string
  fetch?: typeof fetch
}

export async function openFileStore({ name, url, key, ...options }: FileStoreOptions): Promise<FileStore> {
  const seal = await createFileSeal(key)
  const local = new PouchDB(name, { adapter: 'idb', revs_limit: 1, auto_compaction: false })
  const remote = new PouchDB(url, {
    adapter: 'http',
    skip_setup: true,
    ...(options.fetch ? { fetch: options.fetch } : {}),
  })

  /** A write of what is there already is no write. */
  async function write(id: string, content: Uint8Array): Promise<void> {
    if ((await read(id)) !== undefined) return
    try {
      await local.put({ _id: id, data: await seal.seal(content) })
    } catch (cause) {
      // Another window was faster with the same content.
      if ((cause as { status?: number }).status !== 409) throw storageError(cause)
    }
  }

  async function read(id: string): Promise<string | undefined> {
    try {
      const { data } = await local.get(id)
      return typeof data === 'string' ? data : undefined
    } catch (cause) {
      if ((cause as { status?: number }).status === 404) return undefined
      throw storageError(cause)
    }
  }

  /** What lies under this name, and nothing else: a chunk that was put in another’s place does not pass. */
  async function content(prefix: string, name: string): Promise<Uint8Array | undefined> {
    const sealed = await read(prefix + name)
    if (sealed === undefined) return undefined
    const plain = await seal.open(sealed)
    if ((await seal.nameOf(plain)) !== name)
      throw new AppError('storage.damaged', { detail: 'a part of a file lies under a foreign name' })
    return plain
  }

  return {
    async put({ type, bytes }) {
      const chunks: string[] = []
      for (let from = 0; from < bytes.length; from += chunkBytes) {
        const chunk = bytes.slice(from, from + chunkBytes)
        const chunkName = await seal.nameOf(chunk)
        await write(chunkPrefix + chunkName, chunk)
        chunks.push(chunkName)
      }
      // Last: a file that is named is whole.
      const manifest = new TextEncoder().encode(JSON.stringify({ type, size: bytes.length, chunks }))
      const id = manifestPrefix + (await seal.nameOf(manifest))
      await write(id, manifest)
      return id
    },
    async get(id) {
      const manifest = await content(manifestPrefix, id.slice(manifestPrefix.length))
      if (!manifest) return undefined
      const { type, size, chunks } = manifestSchema.parse(JSON.parse(new TextDecoder().decode(manifest)))
      const bytes = new Uint8Array(size)
      let at = 0
      for (const chunkName of chunks) {
        const chunk = await content(chunkPrefix, chunkName)
        if (!chunk) return undefined
        bytes.set(chunk, at)
        at += chunk.length
      }
      return { type, bytes }
    },
    async exchange() {
      const sent = await PouchDB.replicate(local, remote, { batch_size: batchSize, batches_limit: 1 })
      const brought = await PouchDB.replicate(remote, local, { batch_size: batchSize, batches_limit: 1 })
      if (sent.doc_write_failures > 0) throw new AppError('server.refused', { detail: 'a part of a file' })
      return { sent: sent.docs_written, brought: brought.docs_written }
    },
    async close() {
      await local.close()
      await remote.close()
    },
  }
}
