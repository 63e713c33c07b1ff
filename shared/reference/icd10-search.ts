import { runSteps } from '../kit/steps.ts'
import { readIcd10Code } from './icd10-code.ts'
import type { Icd10Level, Pack } from './pack.schema.ts'
import { wordIndexSteps } from './word-index.ts'

/** One entry of the classifier. */
export interface Icd10Entry {
  /** `I10`, `E11.9`; a block `I10-I15`; a chapter `IX`. */
  code: string
  title: string
  titleBe?: string
  level: Icd10Level
  /** Code of the category, block or chapter it belongs to. */
  parent?: string
  /** How often primary care writes it: 0 rarely to 3 daily. Our own estimate, for ranking only. */
  frequency: number
  /** Everyday words and abbreviations: `АГ`, `гипертония`. */
  synonyms: readonly string[]
}

export interface Icd10Search {
  /** Codes and titles that answer the query, best first. Chapters and blocks are never among them. */
  search(query: string, limit?: number): Icd10Entry[]
  /** The entry of a code as it is written in a record (`I10`, `I11.9`). */
  byCode(code: string): Icd10Entry | undefined
  /** Subcategories of a category, categories of a block, in order of codes. */
  children(code: string): Icd10Entry[]
  readonly version: string
  readonly size: number
}

/** Reads the entries of a checked pack of kind `icd-10`. */
export function icd10Entries(pack: Pack): Icd10Entry[] {
  const at = Object.fromEntries(pack.columns.map((name, index) => [name, index]))
  const cell = (row: Pack['rows'][number], name: string) => {
    const index = at[name]
    return index === undefined ? undefined : (row[index] ?? undefined)
  }
  return pack.rows.map((row) => {
    const entry: Icd10Entry = {
      code: cell(row, 'code') as string,
      title: cell(row, 'title') as string,
      level: cell(row, 'level') as Icd10Level,
      frequency: (cell(row, 'frequency') as number | undefined) ?? 0,
      synonyms: (cell(row, 'synonyms') as string[] | undefined) ?? [],
    }
    const parent = cell(row, 'parent')
    if (parent) entry.parent = parent as string
    const titleBe = cell(row, 'titleBe')
    if (titleBe) entry.titleBe = titleBe as string
    return entry
  })
}

/**
 * Search over an ICD-10 pack, built with pauses: a full one has 15,000 rows.
 * @param pack the pack to search, checked by `checkPack`
 * @param everyday a second pack that lends its everyday words and frequencies to the same codes (our starter pack to a
 *   full one, which has only official titles)
 */
export function* icd10SearchSteps(pack: Pack, everyday?: Pack): Generator<void, Icd10Search, void> {
  const lent = new Map((everyday ? icd10Entries(everyday) : []).map((entry) => [entry.code, entry]))
  const entries = icd10Entries(pack).map((entry) => {
    const other = lent.get(entry.code)
    if (!other) return entry
    return {
      ...entry,
      frequency: Math.max(entry.frequency, other.frequency),
      synonyms: [...new Set([...entry.synonyms, ...other.synonyms])],
    }
  })
  yield
  const byCode = new Map(entries.map((entry) => [entry.code, entry]))
  const childrenOf = new Map<string, Icd10Entry[]>()
  for (const entry of entries) {
    const siblings = childrenOf.get(entry.parent ?? '')
    if (siblings) siblings.push(entry)
    else childrenOf.set(entry.parent ?? '', [entry])
  }
  yield
  const codes = entries
    .filter((entry) => entry.level === 'category' || entry.level === 'subcategory')
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  yield
  const index = yield* wordIndexSteps(
    codes.map((entry) => ({
      main: entry.title,
      others: entry.synonyms,
      boost: entry.frequency * 3 + (entry.level === 'category' ? 1 : 0),
    })),
  )

  function startingWith(prefix: string): Icd10Entry[] {
    const found = codes.filter((entry) => entry.code.startsWith(prefix))
    // The code itself first, then the common ones when little has been typed, else the order of the classifier.
    if (prefix.length >= 3) return found
    return found.sort((a, b) => b.frequency - a.frequency || (a.code < b.code ? -1 : 1))
  }

  /** Undefined when the text is no code. A fourth character that does not exist shows its category: `I10.0`. */
  function byTypedCode(text: string): Icd10Entry[] | undefined {
    const read = readIcd10Code(text)
    if (read.length === 0) return undefined
    const found = read.flatMap(startingWith)
    return found.length > 0 ? found : read.flatMap((code) => startingWith(code.slice(0, 3)))
  }

  return {
    version: pack.version,
    size: entries.length,
    byCode: (code) => byCode.get(code),
    children: (code) => childrenOf.get(code) ?? [],
    search(query, limit = 30) {
      const typed = query.trim()
      if (!typed) return []
      const found = byTypedCode(typed)
      if (found) return found.slice(0, limit)
      const matches = index.find(typed, limit).map((match) => codes[match.index]!)
      if (matches.length > 0) return matches
      // A diagnosis pasted with its code in front: the code decides.
      return (byTypedCode(typed.split(/\s/)[0]!) ?? []).slice(0, limit)
    },
  }
}

/** The same, built at once. */
export const createIcd10Search = (pack: Pack, everyday?: Pack): Icd10Search =>
  runSteps(icd10SearchSteps(pack, everyday))
