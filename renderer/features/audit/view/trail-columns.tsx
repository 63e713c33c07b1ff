import type { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import type { Column } from '../../../ui/table/column.ts'
import type { EventWords } from '../model/use-event-words.ts'

/** When, who, what and from where, of one card. */
export function trailColumns(
  words: EventWords,
  t: ReturnType<typeof useTranslation<'audit'>>['t'],
): readonly Column<AuditEvent>[] {
  return [
    {
      id: 'at',
      header: t('columns.at'),
      width: '160px',
      cell: (event) => (
        <span title={words.doubt(event)}>
          {words.at(event)}
          {event.clockOffMs === undefined ? '' : ' ?'}
        </span>
      ),
      sortBy: (event) => event.updatedAt,
    },
    {
      id: 'who',
      header: t('columns.who'),
      width: 'minmax(180px, 1.2fr)',
      cell: ({ author }) => author.name,
      sortBy: ({ author }) => author.name,
    },
    { id: 'role', header: t('columns.role'), width: '150px', cell: words.role, sortBy: words.role },
    {
      id: 'what',
      header: t('columns.what'),
      width: 'minmax(200px, 1.6fr)',
      cell: (event) => [words.what(event), words.reason(event)].filter(Boolean).join('. '),
      sortBy: words.what,
    },
    {
      id: 'station',
      header: t('columns.station'),
      width: '150px',
      cell: ({ station }) => words.station(station),
      sortBy: ({ station }) => station,
    },
  ]
}
