import { createReadStream } from 'node:fs'
import { ImportFileError } from './import-file-error.ts'

export type FileEncoding = 'utf-8' | 'windows-1251'

/**
 * The encoding of a text file, read once from end to end: UTF-8 when every byte fits, else Windows-1251. A file that
 * begins as UTF-8 (a byte order mark, or Cyrillic written in two bytes) and then breaks is damaged, not Windows-1251.
 * @throws ImportFileError naming the line and the column, in bytes, of the first wrong byte
 */
export async function detectEncoding(path: string): Promise<FileEncoding> {
  let line = 1
  let column = 0
  /** How many continuation bytes are still to come. */
  let pending = 0
  let isUtf8Seen = false
  let isFirst = true
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer
    if (isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) isUtf8Seen = true
    isFirst = false
    for (const byte of bytes) {
      column++
      const isContinuation = (byte & 0xc0) === 0x80
      if (pending > 0 ? !isContinuation : isContinuation || byte >= 0xf8 || byte === 0xc0 || byte === 0xc1) {
        if (!isUtf8Seen) return 'windows-1251'
        throw new ImportFileError('a byte that is not UTF-8', { line, column })
      }
      if (pending > 0) {
        pending--
        if (pending === 0) isUtf8Seen = true
      } else if (byte >= 0xc0) pending = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1
      if (byte === 0x0a) {
        line++
        column = 0
      }
    }
  }
  if (pending === 0) return 'utf-8'
  if (!isUtf8Seen) return 'windows-1251'
  throw new ImportFileError('the file ends in the middle of a letter', { line, column })
}
