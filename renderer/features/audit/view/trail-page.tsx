import { Box, Button, Stack } from '@mui/material'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { PatientStrip } from '../../patients/index.ts'
import { wholeDay } from '../model/days.ts'
import { trailPaper } from '../model/trail-paper.ts'
import { type EventWords, useEventWords } from '../model/use-event-words.ts'
import { useTrail } from '../model/use-trail.ts'
import { PeriodFields } from './period-fields.tsx'

/** Who opened this card: to be looked through, and to be handed to the patient on paper. */
export function TrailPage() {
  const { patientId = '' } = useParams({ strict: false })
  const { t } = useTranslation('audit')
  const { data, profile, context, stationId } = useWorkplace()
  const patient = useLive(useMemo(() => data.patients.watch(patientId), [data, patientId]))
  const [typedFrom, setFrom] = useState<string | undefined>()
  const [typedTo, setTo] = useState<string | undefined>()
  const [from, to] = [wholeDay(typedFrom), wholeDay(typedTo)]
  const { events, onlyHere, problem, again } = useTrail(patientId, from, to)
  const words = useEventWords(stationId)
  const columns = useMemo(() => trailColumns(words, t), [words, t])
  const errorText = useErrorText()
  const asksAgain = (
    <Button color="inherit" onClick={again}>
      {t('trail.again')}
    </Button>
  )
  if (problem)
    return (
      <Banner severity="danger" title={errorText(problem).title} action={asksAgain}>
        {errorText(problem).whatToDo}
      </Banner>
    )
  if (!patient || !events) return <LoadingScreen />
  const paper = () =>
    trailPaper({ patient, profile, events, from, to, onlyHere, nowMs: context.clock.now(), words, t })
  return (
    <Stack sx={{ height: 1, minHeight: 360 }}>
      <PatientStrip patient={patient} />
      <PageHeader
        title={t('trail.title')}
        actions={
          <>
            <Button component={Link} to={`/patients/${patientId}`}>
              {t('trail.toCard')}
            </Button>
            <PrintButtons make={paper} main />
          </>
        }
      />
      <Stack direction="row" spacing={1} sx={{ mb: 1, alignItems: 'start' }}>
        <PeriodFields from={typedFrom} to={typedTo} onFrom={setFrom} onTo={setTo} />
      </Stack>
      {onlyHere && (
        <Box sx={{ mb: 1 }}>
          <Banner severity="warning" title={t('trail.onlyHere')} action={asksAgain}>
            {t('trail.onlyHereText')}
          </Banner>
        </Box>
      )}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <DataTable
          label={t('trail.title')}
          rows={events}
          columns={columns}
          keyOf={({ id }: AuditEvent) => id}
          empty={<EmptyState title={t(onlyHere ? 'trail.emptyHere' : 'trail.empty')} />}
        />
      </Box>
    </Stack>
  )
}

function trailColumns(
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
