import type { TFunction } from 'i18next'
import { csv } from '#shared/kit/csv.ts'
import { formatMoment } from '../../../ui/format.ts'
import type { PrintBlock, PrintDocument } from '../../../ui/print/print-document.ts'
import type { RetentionLine } from './retention-lines.ts'
import { retentionColumns, retentionWords } from './retention-words.ts'

/** The report as a table for Excel; no text of it can become a formula. */
export const retentionCsv = (lines: readonly RetentionLine[], t: TFunction<'retention'>): Uint8Array =>
  new TextEncoder().encode(
    csv([
      retentionColumns.map((column) => t(`columns.${column}`)),
      ...lines.map((each) => {
        const words = retentionWords(each, t)
        return retentionColumns.map((column) => words[column])
      }),
    ]),
  )

const shares = { what: 26, whose: 34, lastEntry: 16, years: 9, source: 18, pastSince: 16, documents: 11 }
const onPaper = Object.keys(shares) as (keyof typeof shares)[]
const line = (cells: Record<keyof typeof shares, string>, bold = false): PrintBlock => ({
  kind: 'columns',
  columns: onPaper.map((column) => ({
    share: shares[column],
    blocks: [{ kind: 'text', text: cells[column], size: 'small', bold }],
  })),
})

/** The report on paper, for the people who decide and sign: A4. */
export function retentionPaper(
  lines: readonly RetentionLine[],
  about: { organization: string; madeAt: string },
  t: TFunction<'retention'>,
): PrintDocument {
  const texts = (cells: Record<keyof typeof shares, string | number>) =>
    Object.fromEntries(onPaper.map((column) => [column, String(cells[column])])) as Record<
      keyof typeof shares,
      string
    >
  const head = Object.fromEntries(onPaper.map((column) => [column, t(`columns.${column}`)]))
  return {
    title: `${t('title')} ${about.madeAt.slice(0, 10)}`,
    paper: 'A4',
    blocks: [
      { kind: 'text', text: about.organization, bold: true, align: 'center' },
      { kind: 'text', text: t('title'), size: 'large', bold: true, align: 'center' },
      {
        kind: 'text',
        text: t('madeAt', { time: formatMoment(about.madeAt) }),
        size: 'small',
        align: 'center',
      },
      { kind: 'space', heightMm: 2 },
      { kind: 'text', text: `${t('nothingDeleted')} ${t('personDecides')}`, size: 'small' },
      { kind: 'space', heightMm: 2 },
      ...(lines.length === 0
        ? [{ kind: 'text' as const, text: t('empty') }]
        : [
            line(head as Record<keyof typeof shares, string>, true),
            { kind: 'rule' as const },
            ...lines.map((each) => {
              const words = retentionWords(each, t)
              const whose = [words.whose, words.restricted].filter(Boolean).join('; ')
              return line(texts({ ...words, whose }))
            }),
            { kind: 'rule' as const },
          ]),
      { kind: 'space', heightMm: 6 },
      { kind: 'text', text: t('decision') },
    ],
  }
}
