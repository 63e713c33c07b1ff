import type { TFunction } from 'i18next'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import type { Column } from '../../../ui/table/column.ts'
import type { EventWords } from '../model/use-event-words.ts'

/** When, who, what, of which patient, from where. */
export const journalColumns = (
  words: EventWords,
  patientName: (id: string | undefined) => string,
  t: TFunction<'audit'>,
): readonly Column<AuditEvent>[] => [
  {
    id: 'at',
    header: t('columns.at'),
    width: '150px',
    cell: (event) => (
      <span title={words.doubt(event)}>
        {words.at(event)}
        {event.clockOffMs === undefined ? '' : ' ?'}
      </span>
    ),
  },
  {
    id: 'who',
    header: t('columns.who'),
    width: 'minmax(150px, 1.1fr)',
    cell: (event) => <span title={`${event.author.name}, ${words.role(event)}`}>{event.author.name}</span>,
  },
  {
    id: 'what',
    header: t('columns.what'),
    width: 'minmax(180px, 1.3fr)',
    cell: (event) => {
      const text = [words.what(event), words.reason(event)].filter(Boolean).join('. ')
      return <span title={text}>{text}</span>
    },
  },
  {
    id: 'patient',
    header: t('columns.patient'),
    width: 'minmax(160px, 1.2fr)',
    cell: ({ patientId }) => patientName(patientId),
  },
  {
    id: 'station',
    header: t('columns.station'),
    width: '150px',
    cell: ({ station }) => words.station(station),
  },
]
