import { Button, Stack, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { systemClock } from '#shared/kit/clock.ts'
import { Banner } from '../ui/banner.tsx'
import { crashReport } from './crash-report.ts'

/** Said when a page breaks: what happened, that nothing is lost, what to do now. */
export function ErrorScreen({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const report = useMemo(
    () =>
      JSON.stringify(
        crashReport(error, {
          page: location.hash,
          userAgent: navigator.userAgent,
          nowMs: systemClock.now(),
        }),
        null,
        2,
      ),
    [error],
  )
  const copy = () => navigator.clipboard.writeText(report).then(() => setCopied(true))
  return (
    <Stack spacing={2} sx={{ p: 3, maxWidth: 720 }} role="alert">
      <Typography variant="h1">{t('crash.title')}</Typography>
      <Banner severity="danger">{t('crash.what')}</Banner>
      <Typography variant="body2">{t('crash.todo')}</Typography>
      <Stack direction="row" spacing={1}>
        <Button variant="contained" autoFocus onClick={() => location.reload()}>
          {t('actions.reload')}
        </Button>
        <Button onClick={() => location.assign('#/patients')}>{t('crash.home')}</Button>
        <Button onClick={copy}>{copied ? t('actions.copied') : t('crash.copyReport')}</Button>
      </Stack>
      <Typography
        component="pre"
        aria-label={t('crash.report')}
        sx={{ fontSize: 11, whiteSpace: 'pre-wrap', color: 'text.secondary', fontFamily: 'monospace' }}
      >
        {report}
      </Typography>
    </Stack>
  )
}
