import nodeCrypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import zlib from 'node:zlib'
import type { Random } from '../../../build/seed/random.ts'

/**
 * Work that Node gives to other threads is done at once instead, and chance comes from the seed: nothing in the process
 * depends on the machine's mood. Call before anything else loads.
 */
export function installOneThread(): { chance(random: Random): void } {
  let random: Random | undefined
  const bytes = (length: number) => random?.bytes(length) ?? new Uint8Array(length)
  Object.assign(zlib, {
    gunzip: (body: Buffer, options: zlib.ZlibOptions, done: Done<Buffer>) =>
      answer(() => zlib.gunzipSync(body, options), done),
    gzip: (body: Buffer, options: zlib.ZlibOptions, done: Done<Buffer>) =>
      answer(() => zlib.gzipSync(body, options), done),
  })
  const { argon2Sync, pbkdf2Sync } = nodeCrypto
  Object.assign(nodeCrypto, {
    pbkdf2: (...given: [...Parameters<typeof pbkdf2Sync>, Done<Buffer>]) => {
      const done = given.pop() as Done<Buffer>
      answer(() => pbkdf2Sync(...(given as unknown as Parameters<typeof pbkdf2Sync>)), done)
    },
    argon2: (kind: 'argon2id', given: Parameters<typeof argon2Sync>[1], done: Done<Buffer>) =>
      answer(() => argon2Sync(kind, given), done),
  })
  syncBuiltinESMExports()

  const digest = async (_name: string, data: Uint8Array) =>
    new Uint8Array(nodeCrypto.createHash('sha256').update(data).digest()).buffer
  Object.defineProperty(globalThis, 'crypto', {
    value: {
      subtle: { digest },
      getRandomValues: (view: Uint8Array) => {
        view.set(bytes(view.length))
        return view
      },
      randomUUID: () => Buffer.from(bytes(16)).toString('hex'),
    },
  })
  Math.random = () => random?.next() ?? 0
  // RxDB's word on the storages that it sells, once a station.
  const { warn } = console
  console.warn = (...said: unknown[]) => String(said[0]).includes('RxDB Open Core') || warn(...said)
  Object.assign(globalThis, { Blob: TextBlob, CompressionStream: GzipStream })
  return {
    chance(next) {
      random = next
    },
  }
}

type Done<T> = (error: unknown, value?: T) => void

function answer<T>(work: () => T, done: Done<T>): void {
  let value: T
  try {
    value = work()
  } catch (error) {
    queueMicrotask(() => done(error))
    return
  }
  queueMicrotask(() => done(null, value))
}

/** The one use that the workplace makes of a Blob. */
class TextBlob {
  readonly #parts: readonly string[]
  constructor(parts: readonly string[]) {
    this.#parts = parts
  }
  stream(): ReadableStream<Uint8Array> {
    const body = new TextEncoder().encode(this.#parts.join(''))
    return new ReadableStream({
      start(controller) {
        controller.enqueue(body)
        controller.close()
      },
    })
  }
}

class GzipStream {
  readonly readable: ReadableStream<Uint8Array>
  readonly writable: WritableStream<Uint8Array>
  constructor() {
    const parts: Uint8Array[] = []
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
      transform: (part) => void parts.push(part),
      flush: (controller) => controller.enqueue(new Uint8Array(zlib.gzipSync(Buffer.concat(parts)))),
    })
    this.readable = readable
    this.writable = writable
  }
}
