import { constants, createDeflateRaw, createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib'

/** Packs and unpacks against one dictionary. What is returned lies in a shared place: it is gone with the next call. */
export interface DeflateEngine {
  pack(bytes: Uint8Array): Buffer
  /** Throws for what is not packed text of this length. */
  unpack(packed: Uint8Array, length: number): Buffer
  close(): void
}

/** 16 KB back are enough for a dictionary and a record; an engine then takes about 120 KB. */
const packing = { level: 1, windowBits: 14, memLevel: 6 }
const deskBytes = 128 * 1024

/** By Node's calls for one text each. Every call builds a stream, which costs more than packing a short record. */
export function plainEngine(dictionary: Uint8Array): DeflateEngine {
  return {
    pack: (bytes) =>
      deflateRawSync(bytes, { ...packing, dictionary, chunkSize: Math.max(64, bytes.length >> 1) }),
    unpack(packed, length) {
      const text = inflateRawSync(packed, { dictionary, chunkSize: Math.max(64, length + 1) })
      if (text.length !== length) throw new Error('another length')
      return text
    },
    close: () => undefined,
  }
}

/** What Node's streams hold inside: the same engine for many texts. Not promised by Node, so it is tried first. */
interface Inside {
  _handle: {
    reset(): void
    writeSync(
      flush: number,
      from: Uint8Array,
      fromAt: number,
      fromBytes: number,
      to: Uint8Array,
      toAt: number,
      toBytes: number,
    ): void
    onerror: (message: string) => void
  }
  /** Bytes left free in the target, bytes left unread of the source. */
  _writeState: Uint32Array
  close(): void
}

let desk: Buffer | undefined

/** Runs one text after the other through the inside of a stream, without a new buffer or stream for any. */
function keptStream(stream: unknown) {
  const { _handle: handle, _writeState: state, close } = stream as Inside
  let failed: string | undefined
  handle.onerror = (message) => {
    failed = message
  }
  return {
    run(bytes: Uint8Array): Buffer {
      desk ??= Buffer.allocUnsafeSlow(deskBytes)
      failed = undefined
      handle.reset()
      handle.writeSync(constants.Z_FINISH, bytes, 0, bytes.length, desk, 0, deskBytes)
      if (failed !== undefined) throw new Error(failed)
      if (state[1] !== 0 || state[0] === 0) throw new Error('does not fit')
      return desk.subarray(0, deskBytes - state[0]!)
    },
    close: (): void => close.call(stream),
  }
}

function keptEngine(dictionary: Uint8Array): DeflateEngine {
  const plain = plainEngine(dictionary)
  let deflate: ReturnType<typeof keptStream> | undefined
  let inflate: ReturnType<typeof keptStream> | undefined
  return {
    pack(bytes) {
      if (bytes.length > deskBytes / 2) return plain.pack(bytes)
      deflate ??= keptStream(createDeflateRaw({ ...packing, dictionary }))
      return deflate.run(bytes)
    },
    unpack(packed, length) {
      if (length >= deskBytes) return plain.unpack(packed, length)
      inflate ??= keptStream(createInflateRaw({ dictionary }))
      const text = inflate.run(packed)
      if (text.length !== length) throw new Error('another length')
      return text
    },
    close() {
      deflate?.close()
      inflate?.close()
    },
  }
}

/** Whether the inside of Node's streams is what this file takes it for. */
export function insideIsKnown(): boolean {
  try {
    const dictionary = Buffer.from('one two three four')
    const texts = ['one two', 'three four five', 'six'].map((text) => Buffer.from(text))
    const engine = keptEngine(dictionary)
    const packed = texts.map((text) => Buffer.from(engine.pack(text)))
    const same = texts.every(
      (text, index) =>
        engine.unpack(packed[index]!, text.length).equals(text) &&
        plainEngine(dictionary).unpack(packed[index]!, text.length).equals(text),
    )
    engine.close()
    return same
  } catch {
    return false
  }
}

let known: boolean | undefined

/** The fast engine where Node has the inside it needs, the plain one elsewhere. Both write and read the same format. */
export function deflateEngine(dictionary: Uint8Array): DeflateEngine {
  known ??= insideIsKnown()
  return known ? keptEngine(dictionary) : plainEngine(dictionary)
}
