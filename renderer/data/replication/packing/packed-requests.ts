import { commonPacking, packedEncoding, packingHeader } from '#shared/contract/packing.ts'
import { gzip } from '../gzip.ts'
import { packText } from './packing.ts'

/** Shorter bodies fit into one packet as they are, characters. */
const zipFrom = 1_000

/** A request's body as it goes on the wire. */
export interface PackedBody {
  bytes: BodyInit
  encoding?: string
  /** With words of ours, which a server of another version or something on the way may not know. */
  ours: boolean
}

/** Packs requests in the best way that the server has said it can unpack. */
export interface PackedRequests {
  body(text: string): Promise<PackedBody>
  /** The headers of an answer of our server. */
  heard(headers: Headers): void
  /** Sends once more without words of ours; none are used any more when that is taken. */
  plainly<T>(again: () => Promise<T>): Promise<T>
}

export function createPackedRequests(): PackedRequests {
  let known: number | undefined
  let distrusted = false
  return {
    async body(text) {
      const packed = known === undefined || distrusted ? undefined : packText(text, known)
      if (packed && known !== undefined) return { bytes: packed, encoding: packedEncoding(known), ours: true }
      if (text.length <= zipFrom) return { bytes: text, ours: false }
      return { bytes: await gzip(text), encoding: 'gzip', ours: false }
    },
    // A server of another version may have taken its place: then it says nothing, or another number.
    heard(headers) {
      known = commonPacking(headers.get(packingHeader))
    },
    async plainly(again) {
      distrusted = true
      try {
        return await again()
      } catch (cause) {
        distrusted = false
        throw cause
      }
    },
  }
}
