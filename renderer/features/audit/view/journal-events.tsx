import { Box, Button, Stack, Typography } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { usePatientDirectory } from '../../patients/index.ts'
import { journalTable } from '../model/journal-table.ts'
import { useEventWords } from '../model/use-event-words.ts'
import { everything, useJournal } from '../model/use-journal.ts'
import { journalColumns } from './journal-columns.tsx'
import { JournalFilters } from './journal-filters.tsx'

/** Everything that was recorded, by person, patient, act and day; newest first. */
export function JournalEvents({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('audit')
  const { context } = useWorkplace()
  const host = useHost()
  const navigate = useNavigate()
  const errorText = useErrorText()
  const words = useEventWords()
  const directory = usePatientDirectory()
  const [filter, setFilter] = useState(everything)
  const { events, people, problem, again, more } = useJournal(filter)
  const patientName = useMemo(
    () => (id: string | undefined) => {
      if (id === undefined) return ''
      const patient = directory?.byId.get(id)
      return patient ? fullName(patient.name) : t('journal.noPatient')
    },
    [directory, t],
  )
  const columns = useMemo(() => journalColumns(words, patientName, t), [words, patientName, t])

  async function save() {
    const text = journalTable(events ?? [], words, patientName, t)
    const outcome = await host.saveFile({
      suggestedName: `${t('journal.csvName')}-${minskDay(context.clock.now())}.csv`,
      mediaType: 'text/csv',
      bytes: new TextEncoder().encode(text),
    })
    if (outcome === 'saved') showToast(t('journal.csvSaved'))
    if (outcome === 'failed') showToast(t('journal.csvFailed'))
  }

  return (
    <Stack sx={{ height: 1, minHeight: 360 }}>
      <PageHeader
        title={t('journal.title')}
        facts={tabs}
        actions={
          <Button variant="outlined" disabled={!events || events.length === 0} onClick={() => void save()}>
            {t('journal.csv')}
          </Button>
        }
      />
      <JournalFilters filter={filter} onChange={setFilter} people={people} />
      {problem && (
        <Box sx={{ mb: 1 }}>
          <Banner
            severity="warning"
            title={t('journal.unavailable')}
            action={
              <Button color="inherit" onClick={again}>
                {t('trail.again')}
              </Button>
            }
          >
            {errorText(problem).title}
          </Banner>
        </Box>
      )}
      {events ? (
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <DataTable
            label={t('journal.title')}
            rows={events}
            columns={columns}
            keyOf={({ id }: AuditEvent) => id}
            onOpen={({ patientId }) => {
              if (patientId)
                void navigate({ to: '/patients/$patientId/trail', params: { patientId } as never })
            }}
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
