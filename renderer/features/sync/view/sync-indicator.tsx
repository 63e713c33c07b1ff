import CloudDone from '@mui/icons-material/CloudDoneOutlined'
import CloudOff from '@mui/icons-material/CloudOffOutlined'
import CloudSync from '@mui/icons-material/CloudSyncOutlined'
import ErrorOutlined from '@mui/icons-material/ErrorOutlined'
import { Box, Button, LinearProgress, Popover } from '@mui/material'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sayStatus, type Tone } from '../model/say-status.ts'
import { useStatusText } from '../model/use-status-text.ts'
import { useNow, useSyncStatus } from '../model/use-sync-status.ts'
import { isStuck, useWaitingFiles } from '../model/use-waiting-files.ts'
import { SyncDetails } from './sync-details.tsx'

const looks: Record<Tone, { Icon: ComponentType<{ fontSize: 'small' }>; color: string; bgcolor: string }> = {
  quiet: { Icon: CloudDone, color: 'text.secondary', bgcolor: 'transparent' },
  busy: { Icon: CloudSync, color: 'primary.dark', bgcolor: 'transparent' },
  attention: { Icon: CloudOff, color: 'warning.dark', bgcolor: 'warning.light' },
  danger: { Icon: ErrorOutlined, color: 'error.dark', bgcolor: 'error.light' },
}

/** What is wrong may take two or three short lines; the bar stays whole at 1366 px. */
const severalLines = {
  flexShrink: 0,
  maxWidth: 250,
  maxHeight: 42,
  py: 0,
  fontSize: 12,
  lineHeight: 1.1,
  textAlign: 'left',
  whiteSpace: 'normal',
} as const

/** On every screen: whether what was written here is on the server, in words. A click tells more. */
export function SyncIndicator() {
  const { t } = useTranslation('sync')
  const status = useSyncStatus()
  const nowMs = useNow()
  const say = useStatusText(nowMs)
  const files = useWaitingFiles()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  if (!status) return null
  const stuck = files.filter(isStuck).length
  const { tone, lines } = sayStatus(status, nowMs, {
    waiting: files.length - stuck,
    stuck,
  })
  const { Icon, color, bgcolor } = looks[tone]
  const { progress } = status
  const percent = progress && progress.total > 0 ? Math.min(100, (progress.done / progress.total) * 100) : 0
  return (
    <>
      <Button
        data-testid="sync-indicator"
        aria-haspopup="dialog"
        aria-label={`${t('title')}: ${lines.map(say).join(', ')}`}
        startIcon={<Icon fontSize="small" />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          ...severalLines,
          color,
          bgcolor,
          position: 'relative',
          overflow: 'hidden',
          fontWeight: tone === 'quiet' ? 400 : 600,
        }}
      >
        <span role="status">
          {lines.map((line) => (
            <Box component="span" key={line.key} sx={{ display: 'block' }}>
              {say(line)}
            </Box>
          ))}
        </span>
        {status.phase === 'first-sync' && (
          <LinearProgress
            variant={progress ? 'determinate' : 'indeterminate'}
            value={percent}
            aria-hidden
            sx={{ position: 'absolute', left: 0, right: 0, bottom: 0, height: 3 }}
          />
        )}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        <SyncDetails status={status} nowMs={nowMs} onLeave={() => setAnchor(null)} />
      </Popover>
    </>
  )
}
