/**
 * A classifier pack: one version of one classifier as a compact table. Rows are arrays in the order of `columns`;
 * a row may be shorter than `columns` (the rest is absent) and may hold `null` for an absent value.
 * Version 1 of the format; a reader refuses a higher one.
 */
export const packFormat = 1

export type PackKind = 'icd-10' | 'inn' | 'districts'
export const packKinds: readonly PackKind[] = ['icd-10', 'inn', 'districts']

/** A cell: text, a number, a list of texts, or (the forms of a drug) a list of `[form, strengths]`. */
export type PackCell = string | number | null | readonly string[] | readonly DrugForm[]

/** A dosage form and the strengths it usually comes in: `['таблетки', ['5 мг', '10 мг']]`. */
export type DrugForm = readonly [form: string, strengths: readonly string[]]

export interface Pack {
  format: typeof packFormat
  /** ASCII, the name under which the server keeps it: `icd-10`, `inn-eaeu`. */
  id: string
  kind: PackKind
  title: string
  /** Compares as text among packs of one kind: `2026.11`, `2.27`. */
  version: string
  /** `YYYY-MM-DD`: the day from which this version counts. */
  validFrom: string
  source: string
  license: string
  columns: readonly string[]
  rows: readonly (readonly PackCell[])[]
}

export type Icd10Level = 'chapter' | 'block' | 'category' | 'subcategory'
export const icd10Levels: readonly Icd10Level[] = ['chapter', 'block', 'category', 'subcategory']

/**
 * How a drug is prescribed. `ordinary`: the usual form; `psychotropic`, `narcotic`: their own forms and validity;
 * `unknown`: not checked against the lists in force, a person must look. Lists change: the pack carries `validFrom`.
 */
export type DrugControl = 'ordinary' | 'psychotropic' | 'narcotic' | 'unknown'
export const drugControls: readonly DrugControl[] = ['ordinary', 'psychotropic', 'narcotic', 'unknown']

interface Column {
  name: string
  required?: true
  /** Undefined when the value is right, else what is wrong with it, in a few words. */
  check(value: unknown): string | undefined
}

const textCell = (value: unknown) => (typeof value === 'string' && value.trim() ? undefined : 'empty text')
const oneOf = (values: readonly string[]) => (value: unknown) =>
  values.includes(value as string) ? undefined : `none of ${values.join(', ')}`
const matches = (pattern: RegExp, what: string) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? undefined : `not ${what}`
const listCell = (value: unknown) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? undefined : 'not a list of texts'
const formsCell = (value: unknown) =>
  Array.isArray(value) &&
  value.every((form) => Array.isArray(form) && typeof form[0] === 'string' && !listCell(form[1]))
    ? undefined
    : 'not a list of forms with strengths'

/** What each kind of pack holds. `required` columns must be there and filled in every row. */
export const packColumns: Record<PackKind, readonly Column[]> = {
  'icd-10': [
    {
      name: 'code',
      required: true,
      check: matches(
        /^([A-Z]\d\d(\.\d)?|[A-Z]\d\d-[A-Z]\d\d|[IVX]{1,5})$/,
        'an ICD-10 code of up to four characters',
      ),
    },
    { name: 'title', required: true, check: textCell },
    { name: 'level', required: true, check: oneOf(icd10Levels) },
    { name: 'parent', check: textCell },
    { name: 'frequency', check: (value) => (isFrequency(value) ? undefined : 'not 0, 1, 2 or 3') },
    { name: 'synonyms', check: listCell },
    { name: 'titleBe', check: textCell },
  ],
  inn: [
    { name: 'inn', required: true, check: textCell },
    { name: 'innLatin', check: textCell },
    { name: 'innLatinGenitive', check: textCell },
    { name: 'innEn', check: textCell },
    { name: 'innBe', check: textCell },
    { name: 'atc', check: matches(/^[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?$/, 'an ATC code') },
    { name: 'forms', check: formsCell },
    { name: 'control', check: oneOf(drugControls) },
    { name: 'group', check: textCell },
    { name: 'synonyms', check: listCell },
    { name: 'code', check: textCell },
  ],
  districts: [
    { name: 'region', required: true, check: textCell },
    { name: 'district', required: true, check: textCell },
    { name: 'iso', check: matches(/^BY-(BR|HM|HO|HR|MA|MI|VI)$/, 'an ISO 3166-2 code of Belarus') },
    { name: 'soatoRegion', check: matches(/^[1-7]$/, 'a digit 1 to 7') },
  ],
}

/** The column whose value names a row, so that none stands twice. */
export const packKey: Record<PackKind, readonly string[]> = {
  'icd-10': ['code'],
  inn: ['inn'],
  districts: ['region', 'district'],
}

function isFrequency(value: unknown): boolean {
  return value === 0 || value === 1 || value === 2 || value === 3
}
