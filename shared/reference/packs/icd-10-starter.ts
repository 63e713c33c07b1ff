import { type Pack, type PackCell, packFormat } from '../pack.schema.ts'
import { circulatory } from './icd-10/circulatory.ts'
import { endocrine } from './icd-10/endocrine.ts'
import { musculoskeletal } from './icd-10/musculoskeletal.ts'
import { respiratory } from './icd-10/respiratory.ts'

/** Chapters of ICD-10 with the lines of each: `code|title|frequency 0 to 3|everyday word;everyday word`. */
const chapters: readonly [code: string, title: string, lines: string][] = [
  ['IV', 'Болезни эндокринной системы, расстройства питания и нарушения обмена веществ', endocrine],
  ['IX', 'Болезни системы кровообращения', circulatory],
  ['X', 'Болезни органов дыхания', respiratory],
  ['XIII', 'Болезни костно-мышечной системы и соединительной ткани', musculoskeletal],
]

const chapterRows = ([chapter, title, lines]: (typeof chapters)[number]): PackCell[][] => [
  [chapter, title, 'chapter'],
  ...lines
    .trim()
    .split('\n')
    .map((line) => {
      const [code = '', name = '', frequency, synonyms] = line.split('|')
      const row: PackCell[] = [
        code,
        name,
        code.includes('.') ? 'subcategory' : 'category',
        code.includes('.') ? code.slice(0, 3) : chapter,
      ]
      if (frequency) row.push(Number(frequency))
      if (synonyms) row.push(synonyms.split(';'))
      return row
    }),
]

/**
 * The ICD-10 codes that primary care writes, worded by us after the classification (WHO, tenth revision), with
 * everyday words in Russian and Belarusian. Complete enough to work before a full pack has been imported.
 */
export const icd10StarterPack: Pack = {
  format: packFormat,
  id: 'icd-10-starter',
  kind: 'icd-10',
  title: 'МКБ-10, коды первичной помощи',
  version: '2026.11',
  validFrom: '2026-11-01',
  source: 'Lekar, after ICD-10 of the World Health Organization',
  license: 'Apache-2.0; ICD-10 © WHO',
  columns: ['code', 'title', 'level', 'parent', 'frequency', 'synonyms'],
  rows: chapters.flatMap(chapterRows),
}
