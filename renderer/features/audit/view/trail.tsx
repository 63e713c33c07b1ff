import { Box, Button, Stack } from '@mui/material'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '#shared/contract/api.ts'
import type { AuditEvent } from '#shared/domain/audit/audit-event.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { wholeDay } from '../model/days.ts'
import { trailPaper } from '../model/trail-paper.ts'
import { useEventWords } from '../model/use-event-words.ts'
import { type TrailSource, useTrail } from '../model/use-trail.ts'
import { PeriodFields } from './period-fields.tsx'
import { trailColumns } from './trail-columns.tsx'

/** Who opened this card: to be looked through, and to be had on paper. */
export function Trail(props: {
  patient: Patient
  source: TrailSource
  profile: Profile
  /** Who hands the paper out and signs it; left out where patients print it themselves. */
  issuedBy?: Profile['practitioner']
  clock: Clock
  /** The name of this PC, where something is recorded on it. */
  stationId?: string
  /** Above the heading. */
  strip?: ReactNode
  actions?: ReactNode
  /** A part of a page that has its own heading. */
  within?: boolean
}) {
  const { patient, profile, issuedBy, clock, within = false } = props
  const { t } = useTranslation('audit')
  const [typedFrom, setFrom] = useState<string | undefined>()
  const [typedTo, setTo] = useState<string | undefined>()
  const [from, to] = [wholeDay(typedFrom), wholeDay(typedTo)]
  const { events, onlyHere, problem, again } = useTrail(props.source, patient.id, from, to)
  const words = useEventWords(props.stationId)
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
  if (!events) return <LoadingScreen />
  const paper = () =>
    trailPaper({
      ...{ patient, profile, events, from, to, onlyHere, nowMs: clock.now(), words, t },
      ...(issuedBy && { issuedBy }),
    })
  const actions = (
    <>
      {props.actions}
      <PrintButtons make={paper} main />
    </>
  )
  return (
    <Stack sx={{ height: 1, minHeight: 360 }}>
      {props.strip}
      {!within && <PageHeader title={t('trail.title')} actions={actions} />}
      <Stack direction="row" spacing={1} sx={{ mb: 1, alignItems: 'start' }}>
        <PeriodFields from={typedFrom} to={typedTo} onFrom={setFrom} onTo={setTo} />
        {within && <Box sx={{ flex: 1 }} />}
        {within && actions}
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
