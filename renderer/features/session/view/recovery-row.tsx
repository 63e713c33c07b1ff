import { Button, Stack, Typography } from '@mui/material'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { lookForSheet, makeRecoverySheet, type NewSheet, useSheet } from '../model/recovery.ts'
import { CurrentPassword } from './current-password.tsx'
import { NewSheetDialog } from './new-sheet-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { useDialogForm } from './use-dialog-form.ts'

/** The sheet for the safe: whether there is one, and a new one. */
export function RecoveryRow() {
  const { t } = useTranslation('session')
  const { known, madeAtMs } = useSheet()
  const [asking, setAsking] = useState(false)
  const [sheet, setSheet] = useState<NewSheet | undefined>()
  useEffect(() => void lookForSheet(), [])
  return (
    <Stack spacing={1}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {t('recovery.title')}
      </Typography>
      {known && madeAtMs === undefined && <Banner severity="warning">{t('recovery.none')}</Banner>}
      {madeAtMs !== undefined && (
        <Typography variant="body2">{t('recovery.madeAt', { when: formatMoment(madeAtMs) })}</Typography>
      )}
      <Button variant="outlined" sx={{ alignSelf: 'start' }} onClick={() => setAsking(true)}>
        {t(madeAtMs === undefined ? 'recovery.make' : 'recovery.makeAnew')}
      </Button>
      {asking && (
        <MakeDialog
          onClose={() => setAsking(false)}
          onMade={(made) => {
            setAsking(false)
            setSheet(made)
          }}
        />
      )}
      {sheet && <NewSheetDialog sheet={sheet} onClose={() => setSheet(undefined)} />}
    </Stack>
  )
}

function MakeDialog({ onClose, onMade }: { onClose: () => void; onMade: (sheet: NewSheet) => void }) {
  const { t } = useTranslation('session')
  const [password, setPassword] = useState('')
  const form = useDialogForm(() => makeRecoverySheet(password), onMade)
  return (
    <SecretDialog
      title={t('recovery.title')}
      text={t('recovery.makeText')}
      confirmLabel={t('recovery.make')}
      ready={password !== ''}
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
      onClose={onClose}
    >
      <CurrentPassword value={password} onChange={setPassword} />
    </SecretDialog>
  )
}
