import {
  type CourierHeader,
  type CourierIntroduction,
  type CourierRow,
  courierMagic,
} from '#shared/contract/courier-file.ts'
import { gzip } from '../replication/gzip.ts'
import type { CourierIdentity, CourierKey } from './courier-keys.ts'
import { sealPart } from './part-seal.ts'

const lengthOf = (bytes: number): Uint8Array<ArrayBuffer> => {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes)
  return length
}

/** Builds one courier file part by part; `part` may be called with rows any number of times, `end` gives the file. */
export async function beginCourierFile(
  header: CourierHeader,
  introduction: CourierIntroduction,
  key: CourierKey,
  identity: CourierIdentity,
) {
  const headerBytes = new TextEncoder().encode(JSON.stringify(header))
  const pieces: Uint8Array<ArrayBuffer>[] = [
    new TextEncoder().encode(courierMagic),
    lengthOf(headerBytes.length),
    headerBytes,
  ]
  let index = 0
  const add = async (content: unknown, last: boolean) => {
    const context = { header: headerBytes, index, last }
    const part = await sealPart(await gzip(JSON.stringify(content)), context, key.key, identity.privateKey)
    pieces.push(lengthOf(part.length), part)
    index++
  }
  await add(introduction, false)
  return {
    part: (rows: CourierRow[]) => add(rows, false),
    /** The last part is an empty one: a file without it was cut off. */
    async end(): Promise<Uint8Array<ArrayBuffer>> {
      await add([], true)
      return new Uint8Array(await new Blob(pieces).arrayBuffer())
    },
  }
}
