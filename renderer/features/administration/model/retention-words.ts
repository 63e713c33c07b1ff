import type { TFunction } from 'i18next'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import type { RetentionLine } from './retention-lines.ts'

/** The columns, in the order of the screen, the table for Excel and the paper. */
export const retentionColumns = [
  'what',
  'whose',
  'lastEntry',
  'years',
  'source',
  'pastSince',
  'documents',
  'restricted',
] as const
export type RetentionColumn = (typeof retentionColumns)[number]

/** What stands in each column of a line. */
export const retentionWords = (
  line: RetentionLine,
  t: TFunction<'retention'>,
): Record<RetentionColumn, string | number> => ({
  what: line.what,
  whose: line.patient
    ? `${line.patient.name}, ${formatPartialDate(line.patient.birthDate)}`
    : t('ofManyPatients'),
  lastEntry: line.lastEntryOn ? formatPartialDate(line.lastEntryOn) : '',
  years: line.years ?? '',
  source: t(`marks.${line.mark}`),
  pastSince: line.pastSince ? formatPartialDate(line.pastSince) : '',
  documents: line.documents,
  restricted: line.restricted ? t('restricted') : '',
})
