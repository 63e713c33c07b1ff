import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedPassword } from '#shared/contract/administration.ts'
import { useHost } from '../../../host/host-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { printHtml } from '../../../ui/print/print-html.ts'
import { showToast } from '../../../ui/toast-store.ts'
import { slipDocument } from '../model/slip-document.ts'

/**
 * The password of the first sign-in: shown this once, for paper alone. It goes into no file and not to the clipboard,
 * and a click beside the dialog does not take it away.
 */
export function SlipDialog({ issued, onClose }: { issued: IssuedPassword; onClose: () => void }) {
  const { t } = useTranslation('administration')
  const { t: print } = useTranslation('print')
  const host = useHost()
  const [busy, setBusy] = useState(false)
  const { account, password } = issued

  async function printSlip() {
    setBusy(true)
    const slip = slipDocument(issued, location.origin, t)
    const outcome = await host.printHtml({ title: slip.title, html: printHtml(slip) }).catch(() => 'failed')
    setBusy(false)
    if (outcome === 'failed') showToast(print('printFailed'))
  }
  return (
    <Dialog open maxWidth="xs" fullWidth>
      <DialogTitle>{t('slip.title')}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <KeyValueList
            labelWidth={170}
            items={[
              { label: t('account.name'), value: account.practitioner.name },
              { label: t('slip.address'), value: location.origin },
              { label: t('account.login'), value: account.user },
            ]}
          />
          <Box
            data-testid="one-time-password"
            sx={{
              p: 1,
              border: 1,
              borderColor: 'divider',
              bgcolor: 'background.default',
              textAlign: 'center',
              fontFamily: 'monospace',
              fontSize: 22,
              letterSpacing: 1,
              userSelect: 'all',
            }}
          >
            {password}
          </Box>
          <Banner severity="warning" title={t('slip.once')}>
            {t('slip.onceText')}
          </Banner>
          <Typography variant="body2">{t('slip.rules')}</Typography>
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('slip.handed')}</Button>
        <Button variant="contained" autoFocus disabled={busy} onClick={() => void printSlip()}>
          {t('slip.print')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
