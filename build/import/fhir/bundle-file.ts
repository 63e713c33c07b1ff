import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BundleReader } from '#shared/fhir/bundle-reader.ts'

export type ReadFailure =
  | { kind: 'unreadable'; message: string }
  | { kind: 'not-utf-8' }
  | { kind: 'broken'; line: number; column: number; atEnd: boolean }

export type ReadResult = { ok: true; value: unknown } | { ok: false; error: ReadFailure }

/** The files named, and the `*.json` of the folders named, in the order of their names. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (!isFolder) files.push(path)
    else {
      const names = await readdir(path, { recursive: true })
      files.push(
        ...names
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => join(path, name)),
      )
    }
  }
  return files
}

/** Reads a Bundle from a file piece by piece; memory grows with the clinical part, not with the file. */
export async function readBundleFile(path: string, onBytes: (bytes: number) => void): Promise<ReadResult> {
  const reader = new BundleReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      const bytes = chunk as Buffer
      try {
        reader.push(decoder.decode(bytes, { stream: true }))
      } catch {
        return { ok: false, error: { kind: 'not-utf-8' } }
      }
      onBytes(bytes.length)
    }
  } catch (error) {
    return { ok: false, error: { kind: 'unreadable', message: (error as NodeJS.ErrnoException).code ?? '?' } }
  }
  const result = reader.finish()
  return result.ok ? result : { ok: false, error: { kind: 'broken', ...result.error } }
}
