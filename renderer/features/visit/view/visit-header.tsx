import { Box, Button, MenuItem, Stack, TextField, Typography } from '@mui/material'
import { DateTimePicker } from '@mui/x-date-pickers/DateTimePicker'
import { useTranslation } from 'react-i18next'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import type { AutosaveState } from '../../../data/draft-autosave.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { DraftState } from '../../kept-forms/index.ts'
import { asMinskClock, fromMinskClock } from '../model/calendar-days.ts'
import { pickerSize } from '../model/picker-size.ts'
import { showDay } from '../model/show-values.ts'

const kinds = [
  'ambulatory',
  'home',
  'station',
  'remote',
  'emergency',
  'preventive',
  'inpatient',
  'other',
] as const

interface VisitHeaderProps {
  draft: VisitDraft
  patient: Patient
  saving: AutosaveState
  busy: boolean
  startError: string | undefined
  /** The present moment, no visit begins after it. */
  now: string
  onChange(change: Partial<VisitDraft>): void
  onSign(): void
  /** Missing where there is no earlier visit. */
  onCopy?: () => void
  lastDay?: string
}

/** What kind of visit, when, where its draft is, and the actions of the page. */
export function VisitHeader(props: VisitHeaderProps) {
  const { t } = useTranslation('visit')
  const { draft, onChange } = props
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center', minHeight: 44, mb: 0.5 }}>
      <Typography variant="h1" tabIndex={-1} data-page-title="">
        {t(draft.replaces ? 'page.amendment' : 'page.title')}
      </Typography>
      <TextField
        select
        aria-label={t('fields.kind')}
        value={draft.kind}
        onChange={(event) => onChange({ kind: event.target.value as VisitDraft['kind'] })}
        sx={{ width: 200, flex: 'none' }}
      >
        {kinds.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </MenuItem>
        ))}
      </TextField>
      <span data-path="startedAt">
        <DateTimePicker
          value={asMinskClock(draft.startedAt)}
          onChange={(date) => {
            if (date && !Number.isNaN(date.getTime())) onChange({ startedAt: fromMinskClock(date) })
          }}
          maxDateTime={asMinskClock(props.now)}
          ampm={false}
          format="dd.MM.yyyy HH:mm"
          slotProps={{
            textField: {
              size: 'small',
              error: props.startError !== undefined,
              helperText: props.startError,
              sx: { width: 196, flex: 'none', ...pickerSize },
            },
          }}
        />
      </span>
      <DraftState state={props.saving} />
      <Box sx={{ flex: 1 }} />
      {props.onCopy && (
        <Button variant="outlined" onClick={props.onCopy} title={props.lastDay && showDay(props.lastDay)}>
          {t('page.copyLast')}
        </Button>
      )}
      <Button variant="contained" onClick={props.onSign} disabled={props.busy}>
        {t('signing.sign')}&nbsp;
        <KeyHint keys="Ctrl+Enter" />
      </Button>
    </Stack>
  )
}
