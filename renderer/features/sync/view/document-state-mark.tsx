import CloudDone from '@mui/icons-material/CloudDoneOutlined'
import ErrorOutlined from '@mui/icons-material/ErrorOutlined'
import LaptopMac from '@mui/icons-material/LaptopMacOutlined'
import { Box } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { DocumentState } from '../../../data/controls/sync-control.ts'
import { useRefusalText } from '../../../i18n/use-refusal-text.ts'
import { formatMoment } from '../../../ui/format.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'

/**
 * Where one document is, for a row of a list: quiet when it is on the server, words when it is only here or refused.
 * Undefined (not known yet) shows nothing rather than a guess.
 */
export function DocumentStateMark({ state }: { state: DocumentState | undefined }) {
  const { t } = useTranslation('sync')
  const refusalText = useRefusalText()
  if (!state) return null
  switch (state.kind) {
    case 'on-server': {
      const words =
        state.sinceMs === undefined
          ? t('marks.onServer')
          : t('marks.onServerSince', { time: formatMoment(state.sinceMs) })
      return (
        <Box component="span" role="img" title={words} aria-label={words}>
          <CloudDone sx={{ fontSize: 16, color: 'text.disabled', verticalAlign: 'middle' }} />
        </Box>
      )
    }
    case 'only-here':
      return <StatusChip tone="attention" icon={<LaptopMac />} label={t('marks.onlyHere')} />
    case 'refused':
      return (
        <StatusChip
          tone="danger"
          icon={<ErrorOutlined />}
          label={t('marks.refused')}
          title={`${t('marks.refused')}: ${refusalText(state).title}`}
        />
      )
  }
}
