import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvCell, csv, csvLine } from './csv.ts'

/** Reads a table as RFC 4180 says, with semicolons. */
function cellsOf(table: string): string[][] {
  expect(table[0]).toBe('\ufeff')
  const rows: string[][] = []
  let row: string[] = []
  let at = 1
  while (at < table.length) {
    let cell = ''
    if (table[at] === '"') {
      for (at += 1; !(table[at] === '"' && table[at + 1] !== '"'); at += 1) {
        if (table[at] === '"') at += 1
        cell += table[at]
      }
      at += 1
    } else while (!';\r'.includes(table[at]!)) cell += table[at++]
    row.push(cell)
    if (table[at] === ';') at += 1
    else {
      expect(table.slice(at, at + 2)).toBe('\r\n')
      at += 2
      rows.push(row)
      row = []
    }
  }
  return rows
}

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ';', ',', '"', "'", ' ', 'ё') }),
  fc.constantFrom(
    "=cmd|' /C calc'!A0",
    '@SUM(1+1)',
    '+375 29 123-45-67',
    '\u200b=1+1',
    '\u00a0=1',
    '＝1',
    '\0=1',
    '\ufeff=1',
    '\ud800',
  ),
)

describe('A CSV table', () => {
  it('opens in the Russian Excel: mark, semicolons, CRLF, decimal comma', () => {
    expect(
      csv([
        ['Диагноз', 'Доля'],
        ['J20.9; острый', 12.5],
        [null, -3],
        [true, undefined],
      ]),
    ).toBe('\ufeffДиагноз;Доля\r\n"J20.9; острый";12,5\r\n;-3\r\n1;\r\n')
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+375291234567', "'+375291234567"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['  =1', `'  =1`],
    ['\u202e=1', "'\u202e=1"],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['сказал "ой"', '"сказал ""ой"""'],
    ['1,5', '"1,5"'],
    ['a\0b', 'a\ufffdb'],
    ['\udc00', '\ufffd'],
  ])('writes %j as %j', (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`)
  })

  it('gives back every text in its own cell, and no cell can begin a formula', () => {
    const table = fc.array(fc.array(hostile, { minLength: 1, maxLength: 4 }), { maxLength: 5 })
    fc.assert(
      fc.property(table, (rows) => {
        const read = cellsOf(csv(rows))
        expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length))
        for (const [line, row] of rows.entries())
          for (const [column, text] of row.entries()) {
            const cell = read[line]![column]!
            const kept = wellFormed(text)
            expect(cell.replace(/^'/, '').length).toBe(kept.replace(/^'/, '').length)
            // biome-ignore lint/suspicious/noControlCharactersInRegex: what a reader may pass over
            expect(cell.replace(/^[\s\0-\x1f\u200b-\u202e\ufeff]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/u)
            expect(cell).not.toMatch(/^[\t\r\n]/)
          }
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps a printable text letter by letter', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/^[^\p{L}\p{N}]/u.test(text))
    fc.assert(
      fc.property(fc.array(printable, { minLength: 1 }), (texts) => {
        expect(cellsOf(csv([texts]))).toEqual([texts.map(wellFormed)])
      }),
    )
  })

  it('writes numbers that are none as nothing', () => {
    const cells: CsvCell[] = [Number.NaN, Number.POSITIVE_INFINITY]
    expect(csvLine(cells)).toBe(';\r\n')
  })
})
