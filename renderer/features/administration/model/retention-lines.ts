import type { RetentionReport } from '#shared/contract/retention.ts'
import { type SourceMark, sourceMarkOf } from '#shared/domain/consent/dated-rows.ts'

/** One line of the report: a card, or all documents of a kind that has a period of its own. */
export interface RetentionLine {
  key: string
  /** What is stored, by the name of its period. */
  what: string
  /** Of a card. */
  patient?: { id: string; name: string; birthDate: string }
  lastEntryOn?: string
  years?: number
  mark: SourceMark
  /** The last day of storage. */
  pastSince?: string
  documents: number
  restricted: boolean
}

/** The report as lines, cards first, each with the period that it was judged by. */
export function retentionLines(report: RetentionReport, language: 'ru' | 'be' | 'en'): RetentionLine[] {
  const cardPeriod = report.periods.find(({ from }) => from === 'last-visit')
  const cards = report.cards.map(
    ({ id, name, birthDate, lastVisitOn, storedUntil, documents, restricted }): RetentionLine => ({
      key: id,
      what: cardPeriod?.name[language] ?? 'patient',
      patient: { id, name, birthDate },
      lastEntryOn: lastVisitOn,
      ...(cardPeriod && { years: cardPeriod.years }),
      mark: sourceMarkOf(cardPeriod?.source ?? ''),
      pastSince: storedUntil,
      documents,
      restricted,
    }),
  )
  const kinds = Object.entries(report.documents).map(([type, documents]): RetentionLine => {
    const period = report.periods.find(({ from, types }) => from === 'document' && types.includes(type))
    return {
      key: type,
      what: period?.name[language] ?? type,
      ...(period && { years: period.years }),
      mark: sourceMarkOf(period?.source ?? ''),
      documents,
      restricted: false,
    }
  })
  return [...cards, ...kinds]
}
