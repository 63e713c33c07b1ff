import { Button, Stack, Typography } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SyncStatus } from '../../../data/controls/sync-control.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { formatNumber, formatRecent } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { ProgressLine } from '../../../ui/progress-line.tsx'
import { contactAge } from '../model/contact-age.ts'
import { useWaitingFiles } from '../model/use-waiting-files.ts'
import { OnlyHereList } from './only-here-list.tsx'
import { RefusedList } from './refused-list.tsx'
import { SyncRemarks } from './sync-remarks.tsx'
import { WaitingFilesList } from './waiting-files-list.tsx'

/** All that is known of the sync: contact, what waits, what is wrong and since when, what to do. */
export function SyncDetails(props: {
  status: SyncStatus
  nowMs: number
  onLeave: () => void
  /** It stands in a frame that has its heading. */
  framed?: boolean
}) {
  const { t } = useTranslation('sync')
  const { data } = useWorkplace()
  const navigate = useNavigate()
  const errorText = useErrorText()
  const files = useWaitingFiles()
  const { status, nowMs } = props
  const { level } = contactAge(status.lastContactMs, nowMs)
  const waiting = status.onlyHere - status.refused
  // The phase is of the exchange: at rest it is so, too, when the server did not take everything.
  const allSaid =
    status.refused > 0
      ? ('details.notAllTaken' as const)
      : files.length > 0
        ? ('details.recordsSent' as const)
        : undefined
  const words = status.problem && errorText(status.problem.code)
  return (
    <Stack spacing={1.5} sx={props.framed ? { p: 1.5 } : { width: 430, p: 2 }}>
      {!props.framed && <Typography variant="h2">{t('title')}</Typography>}
      {status.problem && words && (
        <Banner severity="warning" title={words.title}>
          {words.whatToDo} {t('details.since', { time: formatRecent(status.problem.sinceMs, nowMs) })}
        </Banner>
      )}
      <SyncRemarks remarks={status.remarks ?? []} />
      {status.progress && status.phase === 'first-sync' && (
        <ProgressLine label={t('details.firstSync')} {...status.progress} />
      )}
      <KeyValueList
        labelWidth={190}
        items={[
          {
            label: t('details.state'),
            value: status.phase === 'idle' && allSaid ? t(allSaid) : t(`phases.${status.phase}`),
          },
          {
            label: t('details.lastContact'),
            value:
              status.lastContactMs === undefined
                ? t('details.never')
                : formatRecent(status.lastContactMs, nowMs),
          },
          { label: t('details.onlyHere'), value: formatNumber(status.onlyHere) },
          ...(files.length > 0 ? [{ label: t('details.files'), value: formatNumber(files.length) }] : []),
          { label: t('details.refused'), value: formatNumber(status.refused) },
        ]}
      />
      {level !== 'fresh' && <Typography variant="body2">{t('silence.text')}</Typography>}
      {status.onlyHere > 0 && <OnlyHereList onLeave={props.onLeave} />}
      {waiting > 0 && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t('details.safe', { count: waiting })}
        </Typography>
      )}
      {files.length > 0 && <WaitingFilesList files={files} onLeave={props.onLeave} />}
      {status.refused > 0 && <RefusedList onLeave={props.onLeave} />}
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Button
          variant="outlined"
          onClick={() => {
            data.sync.retryNow()
            data.files.retryNow()
          }}
        >
          {t('details.retry')}
        </Button>
        {status.refused > 0 && (
          <Button
            onClick={() => {
              props.onLeave()
              navigate({ to: '/inbox' })
            }}
          >
            {t('details.openInbox')}
          </Button>
        )}
      </Stack>
    </Stack>
  )
}
