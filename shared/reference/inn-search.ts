import { runSteps } from '../kit/steps.ts'
import { latinGenitive } from './latin-genitive.ts'
import type { DrugControl, DrugForm, Pack } from './pack.schema.ts'
import { wordIndexSteps } from './word-index.ts'

/** One drug by its international non-proprietary name. */
export interface InnEntry {
  /** In Russian, lower case: `амоксициллин`. */
  inn: string
  innBe?: string
  innEn?: string
  /** `Amoxicillinum` */
  innLatin?: string
  /** As it stands after Rp.: `Amoxicillini`. */
  innLatinGenitive?: string
  atc?: string
  /** Usual forms with their usual strengths; empty for a drug known by name only. */
  forms: readonly DrugForm[]
  control: DrugControl
  /** Pharmacological group: the id of an allergy class of `domain/prescription` where there is one, else our own. */
  group?: string
  /** Brands and abbreviations under which it is looked for; never printed. */
  synonyms?: readonly string[]
}

export interface InnSearch {
  /** Drugs that answer the query, best first. */
  search(query: string, limit?: number): InnEntry[]
  /** A drug by its Russian INN, whatever the case of its letters. */
  byInn(inn: string): InnEntry | undefined
  readonly version: string
  readonly size: number
}

/** Reads the entries of a checked pack of kind `inn`. */
export function innEntries(pack: Pack): InnEntry[] {
  return pack.rows.map((row) => {
    const cells = Object.fromEntries(
      pack.columns.map((name, index) => [name, row[index]]).filter(([, cell]) => cell != null),
    ) as Partial<InnEntry>
    const entry: InnEntry = {
      ...cells,
      inn: cells.inn!,
      forms: cells.forms ?? [],
      control: cells.control ?? 'unknown',
    }
    if (entry.innLatin && !entry.innLatinGenitive) entry.innLatinGenitive = latinGenitive(entry.innLatin)
    return entry
  })
}

/**
 * Search over an INN pack by the Russian, Belarusian, Latin or English name, whole or begun, one typing error allowed;
 * built with pauses.
 * @param everyday a second pack whose fuller entries (forms, ATC, control) stand in for the same names of `pack`; names
 *   only it has (combinations) are added
 */
export function* innSearchSteps(pack: Pack, everyday?: Pack): Generator<void, InnSearch, void> {
  const known = new Map(
    (everyday ? innEntries(everyday) : []).map((entry) => [entry.inn.toLowerCase(), entry]),
  )
  const merged = new Map(known)
  yield
  for (const entry of innEntries(pack)) {
    const key = entry.inn.toLowerCase()
    const fuller = known.get(key)
    merged.set(key, fuller ? { ...entry, ...fuller } : entry)
  }
  const entries = [...merged.values()]
  yield
  const index = yield* wordIndexSteps(
    entries.map((entry) => ({
      main: entry.inn,
      others: [entry.innLatin, entry.innBe, entry.innEn, entry.atc, ...(entry.synonyms ?? [])].filter(
        (text) => text !== undefined,
      ),
      boost: entry.forms.length > 0 ? 6 : 0,
    })),
  )
  return {
    version: pack.version,
    size: entries.length,
    byInn: (inn) => merged.get(inn.trim().toLowerCase()),
    search: (query, limit = 20) => index.find(query, limit).map((match) => entries[match.index]!),
  }
}

/** The same, built at once. */
export const createInnSearch = (pack: Pack, everyday?: Pack): InnSearch =>
  runSteps(innSearchSteps(pack, everyday))
