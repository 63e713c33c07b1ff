import type { PackCell, PackKind } from '#shared/reference/pack.schema.ts'

/** A row as the pack wants it, or why it is left out. */
export type RowOutcome = { row: PackCell[]; group?: string } | { leftOut: string }

/** A layout of a known file: how its columns become those of a pack. */
export interface Layout {
  kind: PackKind
  title: string
  source: string
  license: string
  /** Columns that must be in the file's head line. */
  needs: readonly string[]
  columns: readonly string[]
  /** @param cell the value of a column of the file, trimmed, empty when absent */
  toRow(cell: (column: string) => string): RowOutcome
}

const orNull = (text: string): string | null => text || null

/** ICD-10 in Russian as the reference book 1.2.643.5.1.13.13.11.1005 is published. */
const icd10: Layout = {
  kind: 'icd-10',
  title: 'МКБ-10',
  source: 'Справочник НСИ 1.2.643.5.1.13.13.11.1005',
  license: 'state reference book; ICD-10 © WHO',
  needs: ['code', 'parent', 'level', 'title_ru'],
  columns: ['code', 'title', 'level', 'parent'],
  toRow(cell) {
    const level = cell('level')
    // Belarus codes with four characters; the fifth is a Russian extension.
    if (level === 'extension') return { leftOut: 'five-character code' }
    if (cell('actual') === '0') return { leftOut: 'no longer valid' }
    return { row: [cell('code'), cell('title_ru'), level, orNull(cell('parent'))], group: level }
  },
}

/** International non-proprietary names of the EAEU's nomenclature. */
const inn: Layout = {
  kind: 'inn',
  title: 'МНН ЕАЭС',
  source: 'EAEU NSI, INN',
  license: 'CC BY 4.0, Uzinfocom / EAEU NSI',
  needs: ['inn_ru'],
  columns: ['inn', 'innEn', 'innLatin', 'code'],
  toRow: (cell) =>
    cell('inn_ru')
      ? {
          row: [
            cell('inn_ru'),
            orNull(cell('inn_en')),
            orNull(capital(cell('inn_la'))),
            orNull(cell('code')),
          ],
        }
      : { leftOut: 'no Russian name' },
}

const districts: Layout = {
  kind: 'districts',
  title: 'Области и районы Республики Беларусь',
  source: 'official names',
  license: 'facts',
  needs: ['iso3166_2', 'soato_region_digit', 'region_ru', 'district_ru'],
  columns: ['region', 'district', 'iso', 'soatoRegion'],
  toRow: (cell) => ({
    row: [cell('region_ru'), cell('district_ru'), cell('iso3166_2'), cell('soato_region_digit')],
    group: cell('region_ru'),
  }),
}

const layouts: readonly Layout[] = [icd10, inn, districts]

/** The layout whose needed columns all stand in the head line. */
export const recogniseLayout = (head: readonly string[], kind?: PackKind): Layout | undefined =>
  layouts.find(
    (layout) => (!kind || layout.kind === kind) && layout.needs.every((column) => head.includes(column)),
  )

/** What the head line should hold, for the message when it does not. */
export const knownHeads = (kind?: PackKind): string =>
  layouts
    .filter((layout) => !kind || layout.kind === kind)
    .map((layout) => `${layout.kind}: ${layout.needs.join(', ')}`)
    .join('; ')

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
