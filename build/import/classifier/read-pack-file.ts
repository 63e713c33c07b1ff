import { open, readFile, stat } from 'node:fs/promises'
import { checkPack, describeProblem } from '#shared/reference/load-pack.ts'
import { type Pack, type PackCell, type PackKind, packFormat } from '#shared/reference/pack.schema.ts'
import { detectEncoding, type FileEncoding } from './detect-encoding.ts'
import { ImportFileError } from './import-file-error.ts'
import { knownHeads, type Layout, recogniseLayout } from './layouts.ts'
import { readTable, type TableRow } from './read-table.ts'

/** What was done with the rows of a file. */
export interface RowReport {
  /** Rows of data, the head line not counted. */
  read: number
  taken: number
  /** Why rows were left out, and how many. */
  leftOut: ReadonlyMap<string, number>
  /** Taken rows by what they are: levels of ICD-10, regions. */
  groups: ReadonlyMap<string, number>
}

export interface ReadOptions {
  kind?: PackKind
  /** Version of the pack when the file does not name one. */
  version: string
  /** `YYYY-MM-DD` */
  validFrom: string
  onProgress?(doneBytes: number, totalBytes: number): void
}

/**
 * Reads a classifier file (our own pack JSON, or a TSV or CSV of a known layout) into a checked pack.
 * @throws ImportFileError naming line and column; all or nothing
 */
export async function readPackFile(
  path: string,
  options: ReadOptions,
): Promise<{ pack: Pack; report: RowReport }> {
  const encoding = await detectEncoding(path)
  return (await beginsAsJson(path))
    ? readJsonPack(path, encoding, options)
    : readTablePack(path, encoding, options)
}

async function beginsAsJson(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(100) })
    return /^\uFEFF?\s*[{[]/.test(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await file.close()
  }
}

async function readJsonPack(path: string, encoding: FileEncoding, options: ReadOptions) {
  const text = new TextDecoder(encoding).decode(await readFile(path))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ImportFileError('not JSON', placeOfJsonError(text, error))
  }
  const checked = checkPack(value)
  if (!checked.ok) {
    throw new ImportFileError(describeProblem(checked.error[0]!))
  }
  const pack = checked.value
  if (options.kind && pack.kind !== options.kind) throw new ImportFileError(`a pack of kind ${pack.kind}`)
  const report = { read: pack.rows.length, taken: pack.rows.length, leftOut: new Map(), groups: new Map() }
  return { pack, report }
}

async function readTablePack(path: string, encoding: FileEncoding, options: ReadOptions) {
  const totalBytes = (await stat(path)).size
  let doneBytes = 0
  let table: { layout: Layout; head: string[] } | undefined
  const rows: PackCell[][] = []
  const lines: number[] = []
  const leftOut = new Map<string, number>()
  const groups = new Map<string, number>()
  let read = 0
  const onBytes = (count: number) => {
    doneBytes += count
    options.onProgress?.(doneBytes, totalBytes)
  }
  for await (const row of readTable(path, encoding, onBytes)) {
    if (!table) {
      table = readHead(row, options.kind)
      continue
    }
    const { layout, head } = table
    read++
    if (row.cells.length !== head.length) {
      const what = `${row.cells.length} cells where the head line has ${head.length}`
      throw new ImportFileError(what, { line: row.line, column: row.cells.length })
    }
    const outcome = layout.toRow((column) => row.cells[head.indexOf(column)]?.trim() ?? '')
    if ('leftOut' in outcome) add(leftOut, outcome.leftOut)
    else {
      rows.push(outcome.row)
      lines.push(row.line)
      if (outcome.group) add(groups, outcome.group)
    }
  }
  if (!table) throw new ImportFileError('the file is empty', { line: 1 })
  const { layout } = table
  const checked = checkPack({
    format: packFormat,
    id: layout.kind,
    kind: layout.kind,
    title: layout.title,
    version: options.version,
    validFrom: options.validFrom,
    source: layout.source,
    license: layout.license,
    columns: layout.columns,
    rows,
  })
  if (!checked.ok) throw problemAtLine(checked.error[0]!, lines)
  return { pack: checked.value, report: { read, taken: rows.length, leftOut, groups } }
}

function readHead(row: TableRow, kind: PackKind | undefined) {
  const head = row.cells.map((cell) => cell.trim().toLowerCase())
  const layout = recogniseLayout(head, kind)
  if (layout) return { layout, head }
  throw new ImportFileError(`no known layout; the head line must hold ${knownHeads(kind)}`, {
    line: row.line,
    column: 1,
  })
}

function problemAtLine(
  problem: { row?: number; column?: string; message: string },
  lines: readonly number[],
) {
  const line = problem.row === undefined ? undefined : lines[problem.row - 1]
  const what = `${problem.column ? `column ${problem.column}: ` : ''}${problem.message}`
  return new ImportFileError(what, line === undefined ? undefined : { line })
}

function placeOfJsonError(text: string, error: unknown) {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  const before = text.slice(0, position === undefined ? text.length : Number(position))
  const line = before.split('\n').length
  return { line, column: before.length - before.lastIndexOf('\n') }
}

const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
