import { Box, Button, Stack, Typography } from '@mui/material'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayWriteType } from '#shared/domain/access/index.ts'
import { isCurrent, isOverdue } from '#shared/domain/condition/condition.commands.ts'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import type { DocumentState } from '../../../data/controls/sync-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Section } from '../../../ui/section.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { useReopen } from '../../kept-forms/index.ts'
import { DocumentStateMark, useDocumentStates } from '../../sync/index.ts'
import { dayText } from '../model/day-text.ts'
import { ConditionDialog, placeOfCondition } from './condition-dialog.tsx'
import { rowButton } from './row-styles.ts'

/** The problems of the patient: current ones with their dispensary observation, ended ones behind a line. */
export function ProblemList(props: {
  patientId: string
  conditions: readonly Condition[]
  visits: readonly Visit[]
}) {
  const { t } = useTranslation('card')
  const { context, profile } = useWorkplace()
  const mayEdit = mayWriteType(profile.practitioner.role, 'condition')
  const navigate = useNavigate()
  const { condition: wantedId } = useSearch({ strict: false })
  const wanted = props.conditions.find(({ id }) => id === wantedId)
  const [open, setOpen] = useState<{ condition: Condition | undefined } | undefined>(
    mayEdit && wanted ? { condition: wanted } : undefined,
  )
  function close() {
    setOpen(undefined)
    // Else the way back to this card would open it again.
    if (wantedId !== undefined) void navigate({ to: '.', search: {}, replace: true })
  }
  useReopen(placeOfCondition(props.patientId), (id) => {
    const condition = props.conditions.find((one) => one.id === id)
    // What changed one that is gone is no new one.
    if (condition || id === 'new') setOpen({ condition })
  })
  const [showEnded, setShowEnded] = useState(false)
  const today = minskDay(context.clock.now())
  const states = useDocumentStates(props.conditions.map(({ id }) => id))
  const real = props.conditions.filter(({ clinicalStatus }) => clinicalStatus !== 'entered-in-error')
  const current = real
    .filter(isCurrent)
    .sort(
      (a, b) =>
        Number(isOverdue(b, today)) - Number(isOverdue(a, today)) ||
        Number(Boolean(b.dispensary)) - Number(Boolean(a.dispensary)) ||
        a.coding.code.localeCompare(b.coding.code),
    )
  const ended = real.filter((condition) => !isCurrent(condition))
  const row = (condition: Condition) => (
    <ProblemRow
      key={condition.id}
      condition={condition}
      overdue={isOverdue(condition, today)}
      state={states?.get(condition.id)}
      onOpen={mayEdit ? () => setOpen({ condition }) : undefined}
    />
  )
  return (
    <Section
      title={t('problems.title')}
      flush
      actions={
        mayEdit && <Button onClick={() => setOpen({ condition: undefined })}>{t('problems.add')}</Button>
      }
    >
      {current.map(row)}
      {real.length === 0 && (
        <Typography variant="body2" sx={{ px: 1.5, py: 1, color: 'text.secondary' }}>
          {t('problems.none')}
        </Typography>
      )}
      {ended.length > 0 && (
        <Button
          onClick={() => setShowEnded(!showEnded)}
          aria-expanded={showEnded}
          color="secondary"
          sx={{ ml: 0.25 }}
        >
          {t('problems.ended', { count: ended.length })}
        </Button>
      )}
      {showEnded && ended.map(row)}
      {open && (
        <ConditionDialog
          patientId={props.patientId}
          condition={open.condition}
          others={real}
          visits={props.visits}
          onClose={close}
        />
      )}
    </Section>
  )
}

function ProblemRow(props: {
  condition: Condition
  overdue: boolean
  state: DocumentState | undefined
  /** Left out where the role only reads. */
  onOpen: (() => void) | undefined
}) {
  const { t } = useTranslation('card')
  const { coding, onset, abatement, note, dispensary, clinicalStatus } = props.condition
  const quiet = !isCurrent(props.condition)
  return (
    <Box
      component="button"
      type="button"
      disabled={!props.onOpen}
      onClick={props.onOpen}
      sx={{ ...rowButton, '&:disabled': { color: 'inherit', cursor: 'default' } }}
    >
      <Stack
        direction="row"
        sx={{ gap: 1, alignItems: 'baseline', color: quiet ? 'text.secondary' : 'inherit' }}
      >
        <Box component="span" sx={{ fontWeight: 600, minWidth: 48 }}>
          {coding.code}
        </Box>
        <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
          {coding.display}
          {note && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {' '}
              · {note}
            </Box>
          )}
        </Box>
        <Box component="span" sx={{ color: 'text.secondary', fontSize: 12, whiteSpace: 'nowrap' }}>
          {clinicalStatus === 'remission' && `${t('problems.remission')} · `}
          {abatement
            ? t('problems.until', { date: dayText(abatement) })
            : onset && t('problems.since', { date: dayText(onset) })}
        </Box>
        <DocumentStateMark state={props.state} />
      </Stack>
      {dispensary && !quiet && (
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', mt: 0.25, ml: '56px' }}>
          <StatusChip tone="accent" label={t('problems.group', { group: dispensary.group })} />
          {dispensary.nextOn && (
            <StatusChip
              tone={props.overdue ? 'danger' : 'neutral'}
              label={t(props.overdue ? 'problems.overdue' : 'problems.nextOn', {
                date: dayText(dispensary.nextOn),
              })}
            />
          )}
        </Stack>
      )}
    </Box>
  )
}
