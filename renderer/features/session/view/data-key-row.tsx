import { Button, Stack, Typography } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ProgressLine } from '../../../ui/progress-line.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { renewKeys } from '../model/renew-keys.ts'

/** Under which key the rows of this PC are, how far they have moved to it, and a new one. */
export function DataKeyRow() {
  const { t } = useTranslation('session')
  const { data } = useWorkplace()
  const errorText = useErrorText()
  const state = useLive(useMemo(() => data.keyRenewal.state, [data]))
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<ErrorCode | undefined>()
  const renew = async () => {
    setAsking(false)
    const outcome = await renewKeys()
    if (outcome.ok) showToast(t('dataKey.renewed'))
    else setProblem(outcome.error)
  }
  if (!state) return null
  const { current, phase, done, total } = state
  const said = {
    none: t('dataKey.current', { number: current }),
    running: t('dataKey.running', { number: current, done, total }),
    'nothing-left': t('dataKey.nothingLeft', { number: current }),
    failed: t('dataKey.failed'),
  }[phase]
  return (
    <Stack spacing={1}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {t('dataKey.title')}
      </Typography>
      <Typography variant="body2">{said}</Typography>
      {phase === 'running' && <ProgressLine label={t('dataKey.title')} done={done} total={total} />}
      {problem && (
        <Banner severity="danger" title={errorText(problem).title}>
          {errorText(problem).whatToDo}
        </Banner>
      )}
      <Button
        variant="outlined"
        sx={{ alignSelf: 'start' }}
        disabled={phase !== 'none'}
        onClick={() => {
          setProblem(undefined)
          setAsking(true)
        }}
      >
        {t('dataKey.renew')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('dataKey.renew')}
        confirmLabel={t('dataKey.renew')}
        onConfirm={() => void renew()}
        onCancel={() => setAsking(false)}
      >
        <Typography variant="body2">{t('dataKey.renewText')}</Typography>
      </ConfirmDialog>
    </Stack>
  )
}
