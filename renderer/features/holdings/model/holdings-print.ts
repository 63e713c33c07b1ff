import type { StationHoldings } from '#shared/contract/holdings.ts'
import { breachNoticeOn, filledNotice } from '#shared/domain/consent/breach-notice.ts'
import type { PaperLanguage } from '#shared/domain/consent/consent-texts.ts'
import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'
import type { PrintBlock, PrintDocument } from '../../../ui/print/print-document.ts'

/** What the papers need beside the figures. */
export interface PaperContext {
  organization: string
  /** The day on which the loss became known, `YYYY-MM-DD`. */
  knownOn: string
  typeName(type: string): string
  /** Title of the list of patients. */
  listTitle: string
}

/** The draft of the notice to the authority, one page on A4. */
export function noticePrint(
  holdings: StationHoldings,
  context: PaperContext,
  language: PaperLanguage,
): PrintDocument {
  const notice = breachNoticeOn(context.knownOn)
  const paragraphs = notice ? filledNotice(notice, holdings, context, language) : []
  return {
    title: (notice?.title[language] ?? '').slice(0, 60),
    paper: 'A4',
    blocks: [
      { kind: 'text', text: notice?.addressee[language] ?? '', align: 'right' },
      { kind: 'space', heightMm: 6 },
      { kind: 'text', text: notice?.title[language] ?? '', bold: true, align: 'center' },
      { kind: 'space', heightMm: 4 },
      ...paragraphs.flatMap((text): PrintBlock[] => [
        { kind: 'text', text },
        { kind: 'space', heightMm: 2 },
      ]),
    ],
  }
}

/** The list of the patients whose data were on the PC, to tell them. */
export function patientsPrint(holdings: StationHoldings, context: PaperContext): PrintDocument {
  const { patients, name, stationId, madeAt } = holdings
  return {
    title: `${context.listTitle} ${name ?? stationId}`,
    paper: 'A4',
    blocks: [
      { kind: 'text', text: context.organization, bold: true, align: 'center' },
      { kind: 'text', text: `${context.listTitle}: ${name ?? stationId}`, bold: true, align: 'center' },
      {
        kind: 'text',
        text: `${formatPartialDate(minskDay(Date.parse(madeAt)))} · ${patients.length}`,
        size: 'small',
        align: 'center',
      },
      { kind: 'rule' },
      {
        kind: 'text',
        size: 'small',
        text: patients
          .map(({ name: person, birthDate, personalNumber, address, contacts }, index) =>
            [
              `${index + 1}. ${person}`,
              formatPartialDate(birthDate),
              personalNumber,
              address,
              contacts.join('; '),
            ]
              .filter(Boolean)
              .join(', '),
          )
          .join('\n'),
      },
    ],
  }
}
