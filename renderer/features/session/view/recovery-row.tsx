import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { PrintButtons } from '../../../ui/print/print-buttons.tsx'
import { makeRecoverySheet, sheetMadeAtMs } from '../model/recovery.ts'
import { recoverySheet } from './recovery-sheet.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { useDialogForm } from './use-dialog-form.ts'

/** The sheet for the safe: whether there is one, and a new one. */
export function RecoveryRow() {
  const { t } = useTranslation('session')
  const [madeAtMs, setMadeAtMs] = useState<number | undefined>()
  const [looked, setLooked] = useState(false)
  const [asking, setAsking] = useState(false)
  const [code, setCode] = useState<string | undefined>()
  const look = useCallback(async () => {
    setMadeAtMs(await sheetMadeAtMs())
    setLooked(true)
  }, [])
  useEffect(() => void look(), [look])
  return (
    <Stack spacing={1}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {t('recovery.title')}
      </Typography>
      {looked && madeAtMs === undefined && <Banner severity="warning">{t('recovery.none')}</Banner>}
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
            setCode(made)
            void look()
          }}
        />
      )}
      {code !== undefined && <SheetDialog code={code} onClose={() => setCode(undefined)} />}
    </Stack>
  )
}

function MakeDialog({ onClose, onMade }: { onClose: () => void; onMade: (code: string) => void }) {
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
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        autoFocus
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </SecretDialog>
  )
}

/** Three groups a line, with their hyphens. */
const linesOf = (code: string): string[] => code.match(/(.{4}-?){1,3}/g) ?? [code]

/** Shows the key once. It closes by its own button alone: a click beside it must not lose the sheet. */
function SheetDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation('session')
  const { profile, stationId, context } = useWorkplace()
  const made = formatMoment(context.clock.now())
  return (
    <Dialog open maxWidth="xs" fullWidth>
      <DialogTitle>{t('recovery.print')}</DialogTitle>
      <DialogContent>
        <Typography
          data-testid="recovery-code"
          sx={{ fontFamily: 'monospace', fontSize: 18, textAlign: 'center', wordSpacing: 4 }}
        >
          {linesOf(code).map((line) => (
            <Box key={line} component="span" sx={{ display: 'block' }}>
              {line}
            </Box>
          ))}
        </Typography>
        <Typography variant="body2" sx={{ mt: 1 }}>
          {t('recovery.sheet.keep')}
        </Typography>
      </DialogContent>
      <DialogActions>
        <PrintButtons main make={() => recoverySheet(t, { code, station: stationId, profile, made })} />
        <Button onClick={onClose}>{t('recovery.inSafe')}</Button>
      </DialogActions>
    </Dialog>
  )
}
