import { type Pack, type PackCell, packFormat } from '../pack.schema.ts'
import { blood } from './icd-10/blood.ts'
import { circulatory } from './icd-10/circulatory.ts'
import { digestive } from './icd-10/digestive.ts'
import { ear } from './icd-10/ear.ts'
import { endocrine } from './icd-10/endocrine.ts'
import { eye } from './icd-10/eye.ts'
import { factors } from './icd-10/factors.ts'
import { genitourinary } from './icd-10/genitourinary.ts'
import { infections } from './icd-10/infections.ts'
import { injuries } from './icd-10/injuries.ts'
import { mental } from './icd-10/mental.ts'
import { musculoskeletal } from './icd-10/musculoskeletal.ts'
import { neoplasms } from './icd-10/neoplasms.ts'
import { nervous } from './icd-10/nervous.ts'
import { pregnancy } from './icd-10/pregnancy.ts'
import { respiratory } from './icd-10/respiratory.ts'
import { skin } from './icd-10/skin.ts'
import { special } from './icd-10/special.ts'
import { symptoms } from './icd-10/symptoms.ts'

/** Chapters of ICD-10 with the lines of each: `code|title|frequency 0 to 3|everyday word;everyday word`. */
const chapters: readonly [code: string, title: string, lines: string][] = [
  ['I', 'Некоторые инфекционные и паразитарные болезни', infections],
  ['II', 'Новообразования', neoplasms],
  ['III', 'Болезни крови, кроветворных органов и отдельные нарушения, вовлекающие иммунный механизм', blood],
  ['IV', 'Болезни эндокринной системы, расстройства питания и нарушения обмена веществ', endocrine],
  ['V', 'Психические расстройства и расстройства поведения', mental],
  ['VI', 'Болезни нервной системы', nervous],
  ['VII', 'Болезни глаза и его придаточного аппарата', eye],
  ['VIII', 'Болезни уха и сосцевидного отростка', ear],
  ['IX', 'Болезни системы кровообращения', circulatory],
  ['X', 'Болезни органов дыхания', respiratory],
  ['XI', 'Болезни органов пищеварения', digestive],
  ['XII', 'Болезни кожи и подкожной клетчатки', skin],
  ['XIII', 'Болезни костно-мышечной системы и соединительной ткани', musculoskeletal],
  ['XIV', 'Болезни мочеполовой системы', genitourinary],
  ['XV', 'Беременность, роды и послеродовой период', pregnancy],
  [
    'XVIII',
    'Симптомы, признаки и отклонения от нормы, выявленные при клинических и лабораторных исследованиях, не классифицированные в других рубриках',
    symptoms,
  ],
  ['XIX', 'Травмы, отравления и некоторые другие последствия воздействия внешних причин', injuries],
  [
    'XXI',
    'Факторы, влияющие на состояние здоровья населения и обращения в учреждения здравоохранения',
    factors,
  ],
  ['XXII', 'Коды для особых целей', special],
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
