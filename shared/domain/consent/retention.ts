import type { ClinicDocument } from '../registry.ts'
import { type DatedRow, rowsOn } from './dated-rows.ts'

/** How long records are stored, and from when the years count. */
export interface RetentionRow extends DatedRow {
  /** Types of documents it is about. */
  types: readonly ClinicDocument['type'][]
  years: number
  /** `last-visit`: of the patient, with everything of the card. `document`: the document's own day. */
  from: 'last-visit' | 'document'
  name: Record<'ru' | 'be' | 'en', string>
}

/**
 * Dated data, to be compared with the list in force by the clinic's archivist: the texts were not seen. The card with
 * everything in it is one file; it is never destroyed in parts.
 */
export const retentionRows: readonly RetentionRow[] = [
  {
    types: ['patient', 'visit', 'condition', 'measurements', 'immunization', 'document-reference'],
    years: 25,
    from: 'last-visit',
    validFrom: '1994-01-10',
    source:
      'Out-patient card, form 025/у: 25 years [C; MoH order 10 of 10.01.1994 named by normativka.by, text not seen]',
    name: {
      ru: 'Медицинская карта амбулаторного больного (025/у)',
      be: 'Медыцынская карта амбулаторнага хворага (025/у)',
      en: 'Out-patient card (025/у)',
    },
  },
  {
    types: ['prescription'],
    years: 3,
    from: 'document',
    validFrom: '2007-10-31',
    source: 'Counterpart of a prescription kept by the organisation: 3 years [C: to be checked]',
    name: { ru: 'Рецепты (копии)', be: 'Рэцэпты (копіі)', en: 'Prescriptions (counterparts)' },
  },
]

/** The rows in force on a day (`YYYY-MM-DD`). */
export const retentionOn = (day: string): RetentionRow[] => rowsOn(retentionRows, day)

/** The last day of storage of what is dated `day`, a whole number of years later. */
export function storedUntil(day: string, years: number): string {
  const [year = '', ...rest] = day.slice(0, 10).split('-')
  const shifted = [String(Number(year) + years), ...(rest.length === 2 ? rest : ['12', '31'])].join('-')
  return shifted.endsWith('-02-29') ? shifted.replace('-02-29', '-03-01') : shifted
}
