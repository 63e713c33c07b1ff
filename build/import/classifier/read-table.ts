import { createReadStream } from 'node:fs'
import type { FileEncoding } from './detect-encoding.ts'
import { ImportFileError } from './import-file-error.ts'

export interface TableRow {
  /** The line on which the row begins, from 1. */
  line: number
  cells: string[]
}

/**
 * Rows of a TSV or CSV file (RFC 4180; comma, semicolon or tab, whichever the first line holds most), as they are read.
 * @param onBytes told how many bytes have been read since the last call
 * @throws ImportFileError when a quotation mark is never closed or stands where none may stand
 */
export async function* readTable(
  path: string,
  encoding: FileEncoding,
  onBytes: (count: number) => void,
): AsyncGenerator<TableRow> {
  const decoder = new TextDecoder(encoding)
  const splitter = createSplitter()
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer
    onBytes(bytes.length)
    yield* splitter.push(decoder.decode(bytes, { stream: true }))
  }
  yield* splitter.push(decoder.decode())
  yield* splitter.end()
}

/** Collects whole lines, joins those that a quoted line break divided, and splits them into cells. */
function createSplitter() {
  let rest = ''
  let line = 0
  let delimiter: string | undefined
  let open: { line: number; text: string } | undefined

  function take(text: string): TableRow | undefined {
    line++
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text
    const row = open ? { line: open.line, text: `${open.text}\n${whole}` } : { line, text: whole }
    delimiter ??= mostFrequent(row.text)
    // In a tab-separated file a quotation mark is a letter like any other.
    if (delimiter === '\t') return row.text ? { line, cells: row.text.split('\t') } : undefined
    if (countQuotes(row.text) % 2 === 1) {
      open = row
      return undefined
    }
    open = undefined
    return row.text ? { line: row.line, cells: splitQuoted(row.text, delimiter, row.line) } : undefined
  }

  return {
    *push(text: string): Generator<TableRow> {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const each of lines) {
        const row = take(each)
        if (row) yield row
      }
    },
    *end(): Generator<TableRow> {
      const row = rest ? take(rest) : undefined
      if (row) yield row
      if (open) {
        const column = open.text.indexOf('"') + 1
        throw new ImportFileError('a quotation mark is never closed', { line: open.line, column })
      }
    },
  }
}

const countQuotes = (text: string) => text.split('"').length - 1

function mostFrequent(text: string): string {
  const counts = ['\t', ';', ','].map((each) => ({ each, count: text.split(each).length }))
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).each
}

function splitQuoted(text: string, delimiter: string, line: number): string[] {
  const cells: string[] = []
  let at = 0
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at)
      const stop = end < 0 ? text.length : end
      cells.push(text.slice(at, stop))
      at = stop + 1
      continue
    }
    let cell = ''
    at++
    for (;;) {
      const end = text.indexOf('"', at)
      cell += text.slice(at, end)
      at = end + 1
      if (text[at] !== '"') break
      cell += '"'
      at++
    }
    if (at < text.length && text[at] !== delimiter) {
      throw new ImportFileError('text after a closing quotation mark', { line, column: at + 1 })
    }
    cells.push(cell)
    at++
  }
  return cells
}
