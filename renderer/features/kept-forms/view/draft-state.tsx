import { Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { AutosaveState } from '../../../data/draft-autosave.ts'
import { formatSecond } from '../../../ui/format.ts'

/** Where the draft is, in words; "saved" only when it is on the disk. */
export function DraftState({ state }: { state: AutosaveState }) {
  const { t } = useTranslation('kept')
  const text =
    state.kind === 'saved'
      ? t('state.saved', { time: formatSecond(state.atMs) })
      : state.kind === 'dirty'
        ? t('state.saving')
        : state.kind === 'failed'
          ? t('state.failed')
          : ''
  return (
    <Typography
      variant="caption"
      role={state.kind === 'failed' ? 'alert' : 'status'}
      sx={{
        color: state.kind === 'failed' ? 'error.main' : 'text.secondary',
        fontWeight: state.kind === 'failed' ? 600 : 400,
      }}
    >
      {text}
    </Typography>
  )
}
