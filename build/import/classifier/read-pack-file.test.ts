import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkPack } from '#shared/reference/load-pack.ts'
import { readPackFile } from './read-pack-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'lekar-classifier-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
function file(content: string | Uint8Array): string {
  const path = join(folder, `${++count}.txt`)
  writeFileSync(path, content)
  return path
}

const options = { version: '1', validFrom: '2026-01-01' }
const read = (content: string | Uint8Array, more = {}) => readPackFile(file(content), { ...options, ...more })

const head = 'code\tparent\tlevel\ttitle_ru\tactual\tchanged'
const icd10 = [
  head,
  'IX\t\tchapter\tБОЛЕЗНИ СИСТЕМЫ КРОВООБРАЩЕНИЯ\t1\t',
  'I10\tIX\tcategory\tЭссенциальная гипертензия\t1\t',
  'I11.9\tI11\tsubcategory\tГипертензивная болезнь сердца\t1\t',
  'I11.91\tI11.9\textension\tПятый знак\t1\t',
  'I84.0\tI84\tsubcategory\tОтменено\t0\t2020',
  '',
].join('\n')

/** Windows-1251 of a text with Russian letters only. */
const cp1251 = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code < 0x80 ? code : code - 0x410 + 0xc0
  })

describe('a table of a known layout', () => {
  test('five-character codes and codes no longer valid are left out and counted', async () => {
    const { pack, report } = await read(icd10)
    expect(pack.rows.map((row) => row[0])).toEqual(['IX', 'I10', 'I11.9'])
    expect(report).toMatchObject({ read: 5, taken: 3 })
    expect([...report.leftOut]).toEqual([
      ['five-character code', 1],
      ['no longer valid', 1],
    ])
    expect(Object.fromEntries(report.groups)).toEqual({ chapter: 1, category: 1, subcategory: 1 })
  })

  test.each([
    ['with a byte order mark', `\uFEFF${icd10}`],
    ['with Windows line ends', icd10.replaceAll('\n', '\r\n')],
    ['in Windows-1251', cp1251(icd10)],
    ['without a line end at the end', icd10.trimEnd()],
    ['separated by semicolons', icd10.replaceAll('\t', ';')],
    [
      'with quoted cells',
      icd10.replaceAll('\t', ',').replace('Эссенциальная гипертензия', '"Эссенциальная гипертензия"'),
    ],
  ])('reads the same %s', async (_, content) => {
    const { pack } = await read(content)
    expect(pack.rows[1]).toEqual(['I10', 'Эссенциальная гипертензия', 'category', 'IX'])
    expect(pack.rows).toHaveLength(3)
  })

  test('a quoted cell may hold the separator, quotation marks and a line break', async () => {
    const csv = 'code,inn_ru,inn_en,inn_la\n1,"кислота, ""слабая""\nсоль",acid,acidum\n'
    const { pack } = await read(csv)
    expect(pack.rows).toEqual([['кислота, "слабая"\nсоль', 'acid', 'Acidum', '1']])
  })

  test('progress grows to the size of the file', async () => {
    const seen: [number, number][] = []
    await read(icd10, { onProgress: (done: number, total: number) => seen.push([done, total]) })
    const [done, total] = seen.at(-1)!
    expect(done).toBe(total)
  })
})

describe('a broken file says where it is broken', () => {
  test.each([
    [
      'a row cut short',
      icd10.replace('\tЭссенциальная гипертензия\t1\t', ''),
      'line 3, column 3: 3 cells where the head line has 6',
    ],
    [
      'a wrong code',
      icd10.replace('I11.9\tI11\t', 'И11.9\tI11\t'),
      'line 4: column code: not an ICD-10 code of up to four characters',
    ],
    [
      'a code twice',
      icd10.replace('I11.9\tI11\t', 'I10\tI11\t'),
      'line 4: column code: stands already in row 2',
    ],
    ['an unknown head line', 'a\tb\n1\t2\n', /^line 1, column 1: no known layout/],
    [
      'a quotation mark never closed',
      'code,inn_ru\n1,"аспирин\n2,x\n',
      'line 2, column 3: a quotation mark is never closed',
    ],
    [
      'text after a quotation mark',
      'code,inn_ru\n1,"аспирин"ы\n',
      'line 2, column 12: text after a closing quotation mark',
    ],
    ['no line at all', '', 'line 1: the file is empty'],
    ['JSON cut in the middle', '{\n  "format": 1,\n  "id"', /^line 3, column 7: not JSON/],
    [
      'JSON of something else',
      '{"resourceType":"Bundle"}',
      'column format: this program reads pack format 1',
    ],
  ])('%s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message)
  })

  test('a byte that breaks UTF-8 is not taken for Windows-1251', async () => {
    const bytes = new TextEncoder().encode(icd10)
    const at = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1
    bytes[at + 20] = 0xff
    await expect(read(bytes)).rejects.toThrow(/^line 6, column 21: a byte that is not UTF-8/)
  })

  test('a file of another kind than asked for is refused', async () => {
    await expect(read(icd10, { kind: 'inn' })).rejects.toThrow(
      'no known layout; the head line must hold inn: inn_ru',
    )
  })
})

test('our own pack comes back as it was written', async () => {
  const { pack } = await read(icd10)
  const again = await read(JSON.stringify(pack), { version: '9' })
  expect(again.pack).toEqual(pack)
})

const registers = new URL('../../../../shared/data/', import.meta.url)
const register = (name: string) => new URL(name, registers).pathname

describe('registers published by others', () => {
  test.skipIf(!existsSync(register('icd10-ru.tsv')))(
    'the Russian ICD-10 (../shared/data/icd10-ru.tsv) is read whole',
    async () => {
      const { pack, report } = await readPackFile(register('icd10-ru.tsv'), options)
      expect(report.read).toBe(15_038)
      expect(Object.fromEntries(report.leftOut)).toEqual({
        'five-character code': 278,
        'no longer valid': 101,
      })
      expect(Object.fromEntries(report.groups)).toEqual({
        chapter: 22,
        block: 274,
        category: 2058 - 4,
        subcategory: 12_406 - 97,
      })
      expect(pack.rows).toHaveLength(15_038 - 278 - 101)
      expect(pack.rows.some((row) => /\.\d\d/.test(row[0] as string))).toBe(false)
    },
  )

  test.skipIf(!existsSync(register('inn-eaeu.tsv')))(
    'the EAEU names (../shared/data/inn-eaeu.tsv) are read whole',
    async () => {
      const { pack, report } = await readPackFile(register('inn-eaeu.tsv'), options)
      expect(report).toMatchObject({ read: 9347, taken: 9347 })
      expect(checkPack(pack)).toMatchObject({ ok: true })
    },
  )

  test.skipIf(!existsSync(register('by-districts.tsv')))(
    'the districts (../shared/data/by-districts.tsv) are read whole',
    async () => {
      const { report } = await readPackFile(register('by-districts.tsv'), options)
      expect(report.taken).toBe(118)
      expect(report.groups.size).toBe(6)
    },
  )
})
