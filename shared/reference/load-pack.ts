import { fail, ok, type Result } from '../kit/result.ts'
import { type Pack, type PackCell, packColumns, packFormat, packKey, packKinds } from './pack.schema.ts'

/** What is wrong with a pack. `row` counts from 1; both are absent when the head of the pack is wrong. */
export interface PackProblem {
  row?: number
  column?: string
  message: string
}

const headTexts = ['id', 'title', 'version', 'validFrom', 'source', 'license'] as const

/**
 * Checks a value read from JSON and returns it as a pack. All or nothing: a pack with a wrong row is refused.
 * @param limit how many problems are collected before the check stops
 */
export function checkPack(value: unknown, limit = 20): Result<Pack, PackProblem[]> {
  const head = checkHead(value)
  if (head.length > 0) return fail(head)
  const pack = value as Pack
  const problems = checkRows(pack, limit)
  return problems.length > 0 ? fail(problems) : ok(pack)
}

/** Reads a pack from its JSON text. */
export function parsePack(text: string): Result<Pack, PackProblem[]> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return fail([{ message: `not JSON: ${error instanceof Error ? error.message : String(error)}` }])
  }
  return checkPack(value)
}

/** A problem in one line: `row 12, column code: not an ICD-10 code`. */
export const describeProblem = (problem: PackProblem): string =>
  [
    [problem.row && `row ${problem.row}`, problem.column && `column ${problem.column}`]
      .filter(Boolean)
      .join(', '),
    problem.message,
  ]
    .filter(Boolean)
    .join(': ')

function checkHead(value: unknown): PackProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ message: 'a pack is a JSON object' }]
  }
  const pack = value as Record<string, unknown>
  if (pack.format !== packFormat) {
    return [{ column: 'format', message: `this program reads pack format ${packFormat}` }]
  }
  const problems: PackProblem[] = headTexts
    .filter((name) => typeof pack[name] !== 'string' || pack[name] === '')
    .map((name) => ({ column: name, message: 'missing' }))
  if (!packKinds.includes(pack.kind as never)) {
    problems.push({ column: 'kind', message: `none of ${packKinds.join(', ')}` })
  }
  if (typeof pack.id === 'string' && !/^[a-z0-9][a-z0-9-]{0,59}$/.test(pack.id)) {
    problems.push({ column: 'id', message: 'only a-z, 0-9 and -, at most 60' })
  }
  if (typeof pack.validFrom === 'string' && !/^\d{4}-\d\d-\d\d$/.test(pack.validFrom)) {
    problems.push({ column: 'validFrom', message: 'not a date YYYY-MM-DD' })
  }
  if (!Array.isArray(pack.columns)) problems.push({ column: 'columns', message: 'missing' })
  if (!Array.isArray(pack.rows) || pack.rows.length === 0) {
    problems.push({ column: 'rows', message: 'no rows' })
  }
  return problems
}

function checkRows(pack: Pack, limit: number): PackProblem[] {
  const problems: PackProblem[] = []
  const known = packColumns[pack.kind]
  for (const column of known) {
    if (column.required && !pack.columns.includes(column.name)) {
      problems.push({ column: column.name, message: 'the pack has no such column' })
    }
  }
  if (problems.length > 0) return problems
  // A column of a newer program is left alone: a tolerant reader.
  const checked = known
    .map((column) => ({ ...column, at: pack.columns.indexOf(column.name) }))
    .filter((column) => column.at >= 0)
  const keyAt = packKey[pack.kind].map((name) => pack.columns.indexOf(name))
  const seen = new Map<string, number>()
  for (let index = 0; index < pack.rows.length && problems.length < limit; index++) {
    const row = pack.rows[index]!
    if (!Array.isArray(row)) {
      problems.push({ row: index + 1, message: 'not a list' })
      continue
    }
    for (const column of checked) {
      const cell: PackCell | undefined = row[column.at]
      if (cell === undefined || cell === null) {
        if (column.required) problems.push({ row: index + 1, column: column.name, message: 'missing' })
        continue
      }
      const message = column.check(cell)
      if (message) problems.push({ row: index + 1, column: column.name, message })
    }
    const key = keyAt.map((at) => row[at]).join('\t')
    const first = seen.get(key)
    if (first === undefined) seen.set(key, index + 1)
    else {
      problems.push({
        row: index + 1,
        column: packKey[pack.kind].join(', '),
        message: `stands already in row ${first}`,
      })
    }
  }
  return problems
}
