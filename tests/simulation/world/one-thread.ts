import nodeCrypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import zlib from 'node:zlib'
import type { Random } from '../../../build/seed/random.ts'
import { subtleAtOnce } from './one-thread-crypto.ts'

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

  Object.defineProperty(globalThis, 'crypto', {
    value: {
      subtle: subtleAtOnce,
      getRandomValues: (view: Uint8Array) => {
        view.set(bytes(view.length))
        return view
      },
      randomUUID: () => Buffer.from(bytes(16)).toString('hex'),
    },
  })
  Math.random = () => random?.next() ?? 0
  // RxDB reads a document from the disk again when the machine's collector has taken its last one.
  Object.assign(globalThis, { WeakRef: StrongRef, FinalizationRegistry: NoFinalization })
  // RxDB's word on the storages that it sells, once a station.
  const { warn } = console
  console.warn = (...said: unknown[]) => String(said[0]).includes('RxDB Open Core') || warn(...said)
  Object.assign(globalThis, {
    Blob: BytesBlob,
    CompressionStream: PackingStream,
    DecompressionStream: UnpackingStream,
  })
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

class StrongRef<T> {
  readonly #target: T
  constructor(target: T) {
    this.#target = target
  }
  deref = (): T => this.#target
}
class NoFinalization {
  register(): void {}
  unregister = (): boolean => false
}

/** As much of a Blob as the workplace uses: bytes that are read and cut. */
class BytesBlob {
  readonly #bytes: Uint8Array<ArrayBuffer>
  readonly size: number
  constructor(parts: readonly (string | ArrayBuffer | Uint8Array | BytesBlob)[]) {
    const bytes = parts.map((part) => {
      if (part instanceof BytesBlob) return part.#bytes
      return typeof part === 'string' ? Buffer.from(part) : new Uint8Array(part as ArrayBuffer)
    })
    this.#bytes = new Uint8Array(Buffer.concat(bytes))
    this.size = this.#bytes.length
  }
  slice = (from: number, to?: number) => new BytesBlob([this.#bytes.slice(from, to)])
  arrayBuffer = async () => this.#bytes.slice().buffer
  stream(): ReadableStream<Uint8Array> {
    const body = this.#bytes
    return new ReadableStream({
      start(controller) {
        controller.enqueue(body)
        controller.close()
      },
    })
  }
}

class OneTransform {
  readonly readable: ReadableStream<Uint8Array>
  readonly writable: WritableStream<Uint8Array>
  constructor(work: (whole: Buffer) => Buffer) {
    const parts: Uint8Array[] = []
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
      transform: (part) => void parts.push(part),
      flush: (controller) => controller.enqueue(new Uint8Array(work(Buffer.concat(parts)))),
    })
    this.readable = readable
    this.writable = writable
  }
}
class PackingStream extends OneTransform {
  constructor(form: string) {
    super(form === 'gzip' ? (whole) => zlib.gzipSync(whole) : (whole) => zlib.deflateRawSync(whole))
  }
}
class UnpackingStream extends OneTransform {
  constructor(form: string) {
    super(form === 'gzip' ? (whole) => zlib.gunzipSync(whole) : (whole) => zlib.inflateRawSync(whole))
  }
}
