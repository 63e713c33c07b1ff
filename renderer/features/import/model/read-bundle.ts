import { type BrokenBundle, BundleReader } from '#shared/fhir/bundle-reader.ts'

export type ReadFailure = { kind: 'unreadable' } | { kind: 'not-utf-8' } | ({ kind: 'broken' } & BrokenBundle)
export type ReadResult = { ok: true; value: unknown } | { ok: false; error: ReadFailure }

/** The most that is parsed between two breaths; a megabyte takes about 10 ms. */
const pieceBytes = 1 << 18

/** Reads a Bundle from a file piece by piece; the whole file never stands in memory. */
export async function readBundle(
  file: Blob,
  onBytes: (bytes: number) => void,
  breathe: () => Promise<void>,
  signal: AbortSignal,
): Promise<ReadResult> {
  const reader = new BundleReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let from = 0; from < file.size; from += pieceBytes) {
    signal.throwIfAborted()
    let bytes: ArrayBuffer
    try {
      bytes = await file.slice(from, from + pieceBytes).arrayBuffer()
    } catch {
      return { ok: false, error: { kind: 'unreadable' } }
    }
    try {
      reader.push(decoder.decode(bytes, { stream: true }))
    } catch {
      return { ok: false, error: { kind: 'not-utf-8' } }
    }
    onBytes(bytes.byteLength)
    await breathe()
  }
  const result = reader.finish()
  return result.ok ? result : { ok: false, error: { kind: 'broken', ...result.error } }
}
