import { promisify } from 'node:util'
import { constants, deflateRaw, deflateRawSync, inflateRaw } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { commonPacking, packedType, packingHeader, packingWords } from '#shared/contract/packing.ts'
import { varyBy } from './vary.ts'

/** Answers and requests packed against words that the workplace knows too (C24). */

const dictionaries = packingWords.map((words) => Buffer.from(words))
/** As far back as deflate can point. */
const windowBytes = 32_768

export interface Packing {
  number: number
  dictionary: Buffer
}

/** What the client can unpack; undefined for every client but a workplace. */
export function packingFor(request: FastifyRequest): Packing | undefined {
  const header = request.headers[packingHeader]
  const number = commonPacking(typeof header === 'string' ? header : undefined)
  return number === undefined ? undefined : { number, dictionary: dictionaries[number - 1]! }
}

/** Says that the answer is packed. */
export function sayPacked(reply: FastifyReply, { number }: Packing): void {
  reply.header('content-type', packedType(number))
  varyBy(reply, packingHeader)
}

export const pack = (bytes: Buffer, { dictionary }: Packing): Promise<Buffer> =>
  promisify(deflateRaw)(bytes, { dictionary, level: constants.Z_BEST_COMPRESSION })

/** A piece that says nothing: the line lives. */
export const emptyPiece = Buffer.from([0, 0, 0, 0xff, 0xff])

/** Packs an answer that goes piece by piece; each piece can be unpacked at once. */
export function createPackedPieces({ dictionary }: Packing) {
  let before = dictionary
  const piece = (bytes: Buffer, finishFlush: number): Buffer => {
    const packed = deflateRawSync(bytes, {
      dictionary: before,
      level: constants.Z_BEST_COMPRESSION,
      finishFlush,
    })
    before = Buffer.concat([before, bytes]).subarray(-windowBytes)
    return packed
  }
  return {
    next: (bytes: Buffer): Buffer => piece(bytes, constants.Z_SYNC_FLUSH),
    last: (bytes: Buffer): Buffer => piece(bytes, constants.Z_FINISH),
  }
}

type Unpack = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>
const inflated = promisify(inflateRaw)

/** How a request's body of this encoding is unpacked; undefined for another encoding. */
export function unpackerOfPacking(encoding: string): Unpack | undefined {
  const dictionary = dictionaries[Number(/^lekar-(\d{1,4})$/.exec(encoding)?.[1]) - 1]
  return dictionary && ((body, options) => inflated(body, { ...options, dictionary }))
}
