// Runs in the browser, on the server's own origin with its session.
import { systemClock } from '#shared/kit/clock.ts'
import { createFileLine } from '../../renderer/data/files/file-line.ts'
import { sealFile } from '../../renderer/data/files/file-parts.ts'
import { readFile } from '../../renderer/data/files/file-reader.ts'
import { createFileSeal } from '../../renderer/data/files/file-seal.ts'
import { createFileSender } from '../../renderer/data/files/file-sender.ts'
import { openPartDatabase } from '../../renderer/data/files/part-database.ts'
import { exifWithOrientation } from '../../renderer/features/files/model/exif-orientation.ts'
import { shrinkPicture } from '../../renderer/features/files/model/shrink-picture.ts'

const patientId = 'patient:a'
const authorId = 'practitioner:doctor'
const { signal } = new AbortController()
const line = createFileLine('', 'clinic-demo-files', {
  fetch: (...request) => fetch(...request),
  clock: systemClock,
  onContact: () => undefined,
})
const open = async () => ({
  database: openPartDatabase('pc'),
  line,
  seal: await createFileSeal(await line.keys(signal)),
})
let parts: Awaited<ReturnType<typeof open>>

const bytesOf = (seed: number, length: number): Uint8Array => {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state >> 16
  })
}
async function keep(type: string, bytes: Uint8Array): Promise<string> {
  const sealed = await sealFile(parts.seal, { patientId, authorId }, { type, bytes })
  const fileId = sealed.at(-1)!._id
  const since = new Date().toISOString()
  await parts.database.put(sealed, { fileId, parts: sealed.map(({ _id }) => _id), since })
  return fileId
}

/** A picture with a dark corner, as a phone keeps it: turned by Exif, with words beside. */
async function photoOfPhone(type: 'image/jpeg' | 'image/png', orientation: number) {
  const canvas = new OffscreenCanvas(64, 32)
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, 64, 32)
  context.fillStyle = '#000'
  context.fillRect(0, 0, 24, 12)
  const plain = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 1 })).arrayBuffer())
  const words = new TextEncoder().encode('GPS 53.9N')
  const parts =
    type === 'image/jpeg'
      ? [
          Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, 34),
          new TextEncoder().encode('Exif\0\0'),
          exifWithOrientation(orientation),
          Uint8Array.of(0xff, 0xfe, 0, words.length + 2),
          words,
          plain.subarray(2),
        ]
      : [plain, words]
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
}
/** Its size as it is shown, and which corner is dark. */
async function look(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<string> {
  const shown = await createImageBitmap(new Blob([bytes], { type }), { imageOrientation: 'from-image' })
  const canvas = new OffscreenCanvas(shown.width, shown.height)
  const context = canvas.getContext('2d')!
  context.drawImage(shown, 0, 0)
  const isDark = (x: number, y: number) => context.getImageData(x, y, 1, 1).data[0]! < 90
  const corners = [
    [3, 3],
    [shown.width - 4, 3],
    [shown.width - 4, shown.height - 4],
    [3, shown.height - 4],
  ] as const
  return `${shown.width}x${shown.height} ${corners.map(([x, y]) => (isDark(x, y) ? 1 : 0)).join('')}`
}

const files = {
  /** How a small picture looks before and after it is kept, and whether a word of the camera is left. */
  async keptPicture(type: 'image/jpeg' | 'image/png', orientation: number) {
    const bytes = await photoOfPhone(type, orientation)
    const kept = await shrinkPicture(bytes, type, false)
    if ('refusal' in kept) return kept.refusal
    const isWordLeft = new TextDecoder('latin1').decode(kept.bytes).includes('GPS')
    return {
      before: await look(bytes, type),
      after: await look(kept.bytes, type),
      type: kept.type,
      isWordLeft,
    }
  },
  async open() {
    parts = await open()
  },
  put: (seed: number, length: number) => keep('image/jpeg', bytesOf(seed, length)),
  putText: (text: string) => keep('text/plain', new TextEncoder().encode(text)),
  /** Sends what waits; how many parts went, and what was refused. @param cutAfter parts, then the line is cut */
  async send(cutAfter = Number.POSITIVE_INFINITY) {
    let went = 0
    const refused: string[] = []
    const counted = {
      ...line,
      send: async (...given: Parameters<typeof line.send>) => {
        if (went >= cutAfter) throw new Error('cut')
        went += 1
        return line.send(...given)
      },
    }
    await createFileSender({
      database: parts.database,
      line: counted,
      whenQuiet: async () => {},
      onProgress: (_, sending) => sending?.refused && refused.push(sending.refused),
      signal,
    })
      .sendAll()
      .catch(() => undefined)
    return { went, refused, left: (await parts.database.unsent()).length }
  },
  /** Whether the file is there, whole and the same; otherwise why not. */
  async read(fileId: string, seed: number, length: number, of = patientId) {
    try {
      const reading = await readFile(parts, { patientId: of, fileId }, { signal })
      if (reading.kind !== 'read') return reading.kind
      const wanted = bytesOf(seed, length)
      const { bytes } = reading.file
      return bytes.length === length && bytes.every((byte, at) => byte === wanted[at]) ? 'same' : 'other'
    } catch (error) {
      return (error as { code?: string }).code ?? String(error)
    }
  },
}
export type Files = typeof files
Object.assign(globalThis, { files })
