import { z } from 'zod'
import {
  type CourierHeader,
  type CourierIntroduction,
  type CourierRow,
  courierFormat,
  courierHeaderSchema,
  courierIntroductionSchema,
  courierMagic,
  courierRowSchema,
} from '#shared/contract/courier-file.ts'
import { fail, ok, type Result } from '#shared/kit/result.ts'
import { gunzip } from '../replication/gzip.ts'
import { type CourierKey, importPublicKey } from './courier-keys.ts'
import { isLastPart, isSignedBy, openPart } from './part-seal.ts'

/** Why a file, or the rest of it, cannot be taken. */
export type CourierFileProblem = 'not-a-courier-file' | 'newer-format' | 'unknown-key' | 'damaged' | 'cut-off'

const maxHeaderBytes = 4096
const maxPartBytes = 16 * 1024 * 1024

const bytesAt = async (file: Blob, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(from, from + length).arrayBuffer())

const numberOf = (bytes: Uint8Array<ArrayBuffer>): number => new DataView(bytes.buffer).getUint32(0)

const headStart = courierMagic.length + 4

/** The header in clear: whose file this is. */
export async function readCourierHeader(
  file: Blob,
): Promise<Result<{ header: CourierHeader; bytes: Uint8Array<ArrayBuffer> }, CourierFileProblem>> {
  const start = await bytesAt(file, 0, headStart)
  const magic = new TextDecoder().decode(start.subarray(0, courierMagic.length))
  if (start.length < headStart || magic !== courierMagic) return fail('not-a-courier-file')
  const length = numberOf(start.slice(courierMagic.length))
  if (length > maxHeaderBytes) return fail('damaged')
  const bytes = await bytesAt(file, headStart, length)
  if (bytes.length < length) return fail('cut-off')
  const header = courierHeaderSchema.safeParse(parsed(new TextDecoder().decode(bytes)))
  if (!header.success) return fail('damaged')
  return header.data.format > courierFormat ? fail('newer-format') : ok({ header: header.data, bytes })
}

export interface OpenCourierFile {
  header: CourierHeader
  introduction: CourierIntroduction
  /** The parts in their order, each with the place in the file where it ends. Stops at the first problem. */
  parts(): AsyncGenerator<Result<{ rows: CourierRow[]; atByte: number }, CourierFileProblem>, void>
}

/** Opens a file with one of the clinic's keys. Every part given out is whole, unchanged and by the introduced station. */
export async function openCourierFile(
  file: Blob,
  keys: readonly CourierKey[],
): Promise<Result<OpenCourierFile, CourierFileProblem>> {
  const head = await readCourierHeader(file)
  if (!head.ok) return head
  const { header, bytes: headerBytes } = head.value
  const key = keys.find(({ id }) => id === header.keyId)?.key
  if (!key) return fail('unknown-key')

  const partAt = async (from: number, index: number) => {
    const lengthBytes = await bytesAt(file, from, 4)
    if (lengthBytes.length < 4) return fail('cut-off' as const)
    const length = numberOf(lengthBytes)
    if (length > maxPartBytes) return fail('damaged' as const)
    const part = await bytesAt(file, from + 4, length)
    if (part.length < length) return fail('cut-off' as const)
    const context = { header: headerBytes, index, last: isLastPart(part) }
    const plain = await openPart(part, context, key)
    if (!plain) return fail('damaged' as const)
    return ok({ part, context, content: parsed(await gunzip(plain)), to: from + 4 + length })
  }

  const first = await partAt(headStart + headerBytes.length, 0)
  if (!first.ok) return first
  const introduction = courierIntroductionSchema.safeParse(first.value.content)
  if (!introduction.success) return fail('damaged')
  const publicKey = await importPublicKey(introduction.data.publicKey).catch(() => undefined)
  if (!publicKey || !(await isSignedBy(first.value.part, first.value.context, publicKey)))
    return fail('damaged')
  const begin = first.value.to

  async function* parts() {
    let from = begin
    for (let index = 1; ; index++) {
      const read = await partAt(from, index)
      if (!read.ok) {
        yield read
        return
      }
      const { part, context, content, to } = read.value
      const rows = z.array(courierRowSchema).safeParse(content)
      const isWhole = !context.last || to === file.size
      if (!rows.success || !isWhole || !(await isSignedBy(part, context, publicKey!))) {
        yield fail('damaged' as const)
        return
      }
      yield ok({ rows: rows.data, atByte: to })
      if (context.last) return
      from = to
    }
  }
  return ok({ header, introduction: introduction.data, parts })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
