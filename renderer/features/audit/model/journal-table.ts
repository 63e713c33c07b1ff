import type { TFunction } from 'i18next'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { csv } from '#shared/kit/csv.ts'
import type { EventWords } from './use-event-words.ts'

/** The journal as a table for a spreadsheet, in which no name and no reason can become a formula. */
export function journalTable(
  events: readonly AuditEvent[],
  words: EventWords,
  patientName: (id: string | undefined) => string,
  t: TFunction<'audit'>,
): string {
  const head = (['at', 'who', 'role', 'what', 'patient', 'reason', 'station'] as const).map((name) =>
    t(`columns.${name}`),
  )
  const rows = events.map((event) => [
    [words.at(event), words.doubt(event)].filter(Boolean).join(', '),
    event.author.name,
    words.role(event),
    words.what(event),
    patientName(event.patientId),
    words.reason(event),
    words.station(event.station),
  ])
  return csv([head, ...rows])
}
