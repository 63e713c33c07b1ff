// Runs in the browser, on the server's own origin with its session.
import { systemClock } from '#shared/kit/clock.ts'
import { createFileLine } from '../../renderer/data/files/file-line.ts'
import { sealFile } from '../../renderer/data/files/file-parts.ts'
import { readFile } from '../../renderer/data/files/file-reader.ts'
import { createFileSeal } from '../../renderer/data/files/file-seal.ts'
import { createFileSender } from '../../renderer/data/files/file-sender.ts'
import { openPartDatabase } from '../../renderer/data/files/part-database.ts'

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

const files = {
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
