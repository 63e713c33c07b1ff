import PersonAdd from '@mui/icons-material/PersonAddAlt1'
import { Button, Chip, Paper, Stack, Typography } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { mayDispense, mayWriteType } from '#shared/domain/access/index.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { KeptForms } from '../../kept-forms/index.ts'
import { useListState } from '../model/list-state.ts'
import { settlementsOf } from '../model/patient-words.ts'
import { setRegistrationQuery } from '../model/registration-query.ts'
import { useFoundPatients } from '../model/use-found-patients.ts'
import { usePageKeys } from '../model/use-page-keys.ts'
import { usePatientDirectory } from '../model/use-patient-directory.ts'
import { NobodyFound, NoPatientsYet } from './nobody-found.tsx'
import { PatientSearchBar } from './patient-search-bar.tsx'
import { PatientTable, rowId } from './patient-table.tsx'

const page = 15

/** Everybody on the clinic's list, found as one types. Arrow keys and Enter open a card. */
export function PatientListPage() {
  const { t } = useTranslation('patients')
  const navigate = useNavigate()
  const { profile, context } = useWorkplace()
  const { query, stationId, settlement, activeId, set } = useListState()
  const directory = usePatientDirectory()
  const found = useFoundPatients(directory, query, { stationId, settlement })
  const settlements = useMemo(() => settlementsOf(directory?.sorted ?? []), [directory])
  const input = useRef<HTMLInputElement>(null)
  const today = minskDay(context.clock.now())
  // What was typed before stays, marked, so that the next name replaces it.
  useEffect(() => input.current?.select(), [])

  const open = useCallback(
    (patientId: string) => {
      set({ activeId: patientId })
      navigate({ to: '/patients/$patientId', params: { patientId } })
    },
    [navigate, set],
  )
  const register = () => {
    setRegistrationQuery(query)
    navigate({ to: '/patients/new' })
  }
  const mayRegister = mayWriteType(profile.practitioner.role, 'patient')
  usePageKeys(mayRegister ? { n: register } : {})

  const rows = found?.rows ?? []
  const chosen = activeId === undefined ? -1 : rows.findIndex(({ id }) => id === activeId)
  // Who is searched for by name is most often the first; without a query no row is chosen for the user.
  const activeIndex = chosen >= 0 ? chosen : query.trim() ? 0 : -1
  const active = rows[activeIndex]

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }
    const step = steps[event.key]
    if (step !== undefined && rows.length > 0) {
      const next = Math.min(rows.length - 1, Math.max(0, activeIndex + step))
      set({ activeId: rows[next]!.id })
    } else if (event.key === 'Enter' && active) open(active.id)
    else if (event.key === 'Escape' && query) set({ query: '', activeId: undefined })
    else return
    event.preventDefault()
  }

  return (
    <Stack sx={{ height: 1 }}>
      <PageHeader
        title={t('list.title')}
        facts={directory && <Chip label={t('list.count', { count: directory.sorted.length })} />}
        actions={
          mayRegister && (
            <Button
              variant="contained"
              startIcon={<PersonAdd />}
              endIcon={<KeyHint keys="Alt+N" />}
              onClick={register}
            >
              {t('list.register')}
            </Button>
          )
        }
      />
      <KeptForms />
      <PatientSearchBar
        facilities={profile.facilities.filter(({ kind }) => kind !== 'hospital')}
        settlements={settlements}
        brief={mayDispense(profile.practitioner.role)}
        activeRowId={active && rowId(active.id)}
        input={input}
        onKeyDown={onKeyDown}
      />
      <Typography
        variant="caption"
        role="status"
        sx={{ color: 'text.secondary', minHeight: 24, pt: 0.5, px: 0.5 }}
      >
        {found && (query.trim() || stationId || settlement) ? (
          <>
            {t('list.found', { count: found.total })}
            {found.total > rows.length && ` · ${t('list.firstShown', { count: rows.length })}`}
            {found.otherLayout !== undefined && ` · ${t('list.otherLayout', { text: found.otherLayout })}`}
          </>
        ) : (
          t('list.hint')
        )}
      </Typography>
      <Paper variant="outlined" sx={{ flex: 1, minHeight: 200, display: 'flex', flexDirection: 'column' }}>
        {!directory ? (
          <LoadingScreen />
        ) : directory.sorted.length === 0 ? (
          <NoPatientsYet onRegister={mayRegister ? register : undefined} />
        ) : rows.length === 0 ? (
          <NobodyFound
            query={query.trim()}
            filtered={Boolean(stationId || settlement)}
            onClearFilters={() => {
              set({ stationId: '', settlement: '' })
              input.current?.focus()
            }}
            onRegister={mayRegister ? register : undefined}
          />
        ) : (
          <PatientTable
            rows={rows}
            similarFrom={found?.similarFrom ?? rows.length}
            today={today}
            activeIndex={activeIndex}
            onOpen={open}
          />
        )}
      </Paper>
    </Stack>
  )
}
