import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '#shared/errors/app-error.ts'
import { type DeflateEngine, deflateEngine } from './deflate-engine.ts'

/**
 * Bodies as they lie in the file: text as it came, or packed by deflate against a dictionary of bodies that this database
 * holds: records of one clinic repeat their member names and words, which a dictionary knows before the first byte.
 * A packed body is one byte with the dictionary's number, three with the length of the text, and the packed text.
 */
export type StoredBody = string | Uint8Array

const headerBytes = 4
const longestBytes = 2 ** 24 - 1
/** Shorter bodies gain less than the work is worth. */
const worthBytes = 160
const deskBytes = 128 * 1024
const samples = 4
const sampleBytes = 1500
/** The first dictionary is made of the first documents; another one each time the database has grown tenfold. */
const firstAt = 12
const growth = 10

/** Packs and unpacks the bodies of one database; SQL reads them by `unpacked(body)`. */
export function createBodyPacking(file: DatabaseSync) {
  const allDictionaries = file.prepare('SELECT id, made_at, content FROM dictionary ORDER BY id')
  const keepDictionary = file.prepare('INSERT INTO dictionary (id, made_at, content) VALUES (?, ?, ?)')
  const engines = new Map<number, DeflateEngine>()
  let newest = 0
  let nextAt = firstAt
  let sample: Buffer[] = []

  const close = (): void => {
    for (const engine of engines.values()) engine.close()
    engines.clear()
  }
  const reload = (): void => {
    close()
    sample = []
    newest = 0
    nextAt = firstAt
    for (const { id, made_at, content } of allDictionaries.all()) {
      newest = Number(id)
      nextAt = Math.max(firstAt, Number(made_at)) * growth
      engines.set(newest, deflateEngine(content as Uint8Array))
    }
  }
  reload()

  /** Looks at bodies far enough apart to be of several kinds. */
  const learn = (bytes: Buffer, sequence: number): void => {
    if (newest === 255) return
    const step = Math.max(1, Math.floor(nextAt / (2 * samples)))
    if (sequence % step === 0) {
      sample.push(Buffer.from(bytes.subarray(0, sampleBytes)))
      if (sample.length > samples) sample.shift()
    }
    if (sequence < nextAt || sample.length < samples) return
    const content = Buffer.concat(sample)
    newest++
    keepDictionary.run(newest, sequence, content)
    engines.set(newest, deflateEngine(content))
    nextAt = Math.max(firstAt, sequence) * growth
    sample = []
  }

  const desk = Buffer.allocUnsafeSlow(deskBytes)
  /** The body's UTF-8, in the same place each time: a buffer a document is what the memory of the process would grow by. */
  const bytesOf = (body: string): Buffer =>
    body.length * 3 <= deskBytes ? desk.subarray(0, desk.write(body)) : Buffer.from(body)

  const unpacked = (stored: Uint8Array): Buffer => {
    const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength)
    const engine = engines.get(bytes[0]!)
    if (!engine) throw new AppError('storage.damaged', { detail: 'a dictionary is missing' })
    try {
      return engine.unpack(bytes.subarray(headerBytes), bytes.readUIntLE(1, 3))
    } catch (cause) {
      throw new AppError('storage.damaged', { detail: 'a body cannot be unpacked', cause })
    }
  }
  file.function('unpacked', { deterministic: true }, (stored) => unpacked(stored as Uint8Array))

  return {
    /**
     * The body as it is to be stored. Runs inside the transaction of its change; with the change's number it may become
     * part of a dictionary.
     */
    pack(body: string, sequence?: number): StoredBody {
      // Stubs of attachments are looked up by SQL.
      if (body.length < worthBytes || body.includes('"_attachments":{')) return body
      const bytes = bytesOf(body)
      if (bytes.length > longestBytes) return body
      if (sequence !== undefined) learn(bytes, sequence)
      const engine = engines.get(newest)
      if (!engine) return body
      const packed = engine.pack(bytes)
      if (packed.length + headerBytes > bytes.length * 0.9) return body
      const stored = Buffer.allocUnsafe(headerBytes + packed.length)
      stored[0] = newest
      stored.writeUIntLE(bytes.length, 1, 3)
      stored.set(packed, headerBytes)
      return stored
    },
    text: (stored: unknown): string =>
      stored instanceof Uint8Array ? unpacked(stored).toString() : String(stored ?? ''),
    /** After a rollback: what its transaction had learned is not there. */
    reload,
    close,
  }
}
export type BodyPacking = ReturnType<typeof createBodyPacking>
