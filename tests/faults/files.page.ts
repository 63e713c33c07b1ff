// Runs in the browser, on the server's own origin with its session.
import { fileKeySchema } from '#shared/contract/file-key.ts'
import { type FileStore, openFileStore } from '../../renderer/data/files/file-store.ts'

let store: FileStore

const bytesOf = (seed: number, length: number): Uint8Array => {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state >> 16
  })
}

const files = {
  async open(name: string) {
    const answer = await fetch('/api/file-key')
    const { key } = fileKeySchema.parse(await answer.json())
    store = await openFileStore({ name, key, url: new URL('/clinic-demo-files', location.href).href })
  },
  put: (seed: number, length: number) => store.put({ type: 'image/jpeg', bytes: bytesOf(seed, length) }),
  putText: (text: string) => store.put({ type: 'text/plain', bytes: new TextEncoder().encode(text) }),
  /** Whether the file is there, whole and the same; the code of the error where there is one. */
  async has(id: string, seed: number, length: number): Promise<boolean | string> {
    try {
      const file = await store.get(id)
      if (!file) return false
      const wanted = bytesOf(seed, length)
      return (
        file.type === 'image/jpeg' &&
        file.bytes.length === length &&
        file.bytes.every((byte, at) => byte === wanted[at])
      )
    } catch (error) {
      return (error as { code?: string }).code ?? String(error)
    }
  },
  exchange: () => store.exchange(),
}
export type Files = typeof files
Object.assign(globalThis, { files })
