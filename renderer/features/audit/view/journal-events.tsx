import { Box, Button, Stack, Typography } from '@mui/material'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useHost } from '../../../host/host-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import type { JournalDesk } from '../model/journal-desk.ts'
import { journalTable } from '../model/journal-table.ts'
import { useEventWords } from '../model/use-event-words.ts'
import { everything, useJournal } from '../model/use-journal.ts'
import { journalColumns } from './journal-columns.tsx'
import { JournalFilters } from './journal-filters.tsx'
import { JournalUnavailable } from './journal-unavailable.tsx'

/** Everything that was recorded, by person, patient, act and day; newest first. */
export function JournalEvents(props: {
  desk: JournalDesk
  tabs: ReactNode
  /** A part of a page that has its own heading. */
  within: boolean
}) {
  const { desk, tabs, within } = props
  const { t } = useTranslation('audit')
  const host = useHost()
  const words = useEventWords(desk.stationId)
  const [filter, setFilter] = useState(everything)
  const { events, people, problem, again, more } = useJournal(desk.reader, filter)
  const patientName = useMemo(
    () => (id: string | undefined) => {
      if (id === undefined) return ''
      return desk.nameOf(id) ?? t('journal.noPatient')
    },
    [desk, t],
  )
  const columns = useMemo(() => journalColumns(words, patientName, t), [words, patientName, t])

  const { need } = desk
  useEffect(() => need?.(events?.flatMap(({ patientId }) => patientId ?? []) ?? []), [need, events])
  /** Where there is no card to go to, the row asks who else opened it. */
  const open = (patientId: string) =>
    desk.openTrail ? desk.openTrail(patientId) : setFilter((before) => ({ ...before, patient: patientId }))

  async function save() {
    const text = journalTable(events ?? [], words, patientName, t)
    const outcome = await host.saveFile({
      suggestedName: `${t('journal.csvName')}-${minskDay(desk.clock.now())}.csv`,
      mediaType: 'text/csv',
      bytes: new TextEncoder().encode(text),
    })
    if (outcome === 'saved') showToast(t('journal.csvSaved'))
    if (outcome === 'failed') showToast(t('journal.csvFailed'))
  }

  const table = (
    <Button variant="outlined" disabled={!events || events.length === 0} onClick={() => void save()}>
      {t('journal.csv')}
    </Button>
  )
  return (
    <Stack sx={{ height: 1, minHeight: 360 }}>
      {within ? (
        <Stack direction="row" sx={{ mb: 1, justifyContent: 'space-between' }}>
          {tabs}
          {table}
        </Stack>
      ) : (
        <PageHeader title={t('journal.title')} facts={tabs} actions={table} />
      )}
      <JournalFilters desk={desk} filter={filter} onChange={setFilter} people={people} />
      {problem && (
        <Box sx={{ mb: 1 }}>
          <JournalUnavailable problem={problem} onAgain={again} />
        </Box>
      )}
      {events ? (
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <DataTable
            label={t('journal.title')}
            rows={events}
            columns={columns}
            keyOf={({ id }: AuditEvent) => id}
            onOpen={({ patientId }) => patientId && open(patientId)}
            empty={<EmptyState title={t('journal.empty')} />}
          />
        </Box>
      ) : (
        !problem && <LoadingScreen />
      )}
      {events && events.length > 0 && (
        <Stack direction="row" spacing={2} sx={{ alignItems: 'center', pt: 0.5, minHeight: 36 }}>
          <Typography variant="body2">{t('journal.shown', { count: events.length })}</Typography>
          {more && <Button onClick={more}>{t('journal.more')}</Button>}
        </Stack>
      )}
    </Stack>
  )
}
