/** A cell of a table: numbers stay numbers for the spreadsheet, a boolean is written as 1 or 0. */
export type CsvCell = string | number | boolean | null | undefined

const separator = ';'
/** Excel takes a file for UTF-8 only with this in front. */
const byteOrderMark = '\ufeff'

/** Signs that begin a formula, in their wide forms too; a tab or line end in front moves to another cell. */
const formulaStart = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/u
/** What a spreadsheet may pass over when it looks for the first sign: spaces, controls, invisible letters. */
const passedOver = /^[\p{Z}\p{Cc}\p{Cf}]+/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: these cut a cell short or are drawn as nothing
const unprintable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\p{Surrogate}]/gu

/**
 * A table as the Russian Excel opens it by double click: semicolons, CRLF, a byte-order mark, a comma in fractions.
 * No text can become a formula: one that could begin one gets an apostrophe in front. What UTF-8 or a cell cannot hold
 * (lone surrogates, NUL and other controls) becomes U+FFFD, so that its place is seen.
 */
export const csv = (rows: Iterable<readonly CsvCell[]>): string =>
  byteOrderMark + [...rows].map(csvLine).join('')

/** One line of such a table with its line end, for one that is written piece by piece. */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(separator)}\r\n`

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'boolean') return cell ? '1' : '0'
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell).replace('.', ',') : ''
  const text = cell.replace(unprintable, '\ufffd')
  const harmless = startsFormula(text) ? `'${text}` : text
  return /[";,\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

const startsFormula = (text: string): boolean =>
  formulaStart.test(text) || formulaStart.test(text.replace(passedOver, ''))
