import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minskDay } from '#shared/kit/partial-date.ts'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { dayMoment } from '../model/day-moment.ts'
import { useAdministrator } from '../model/use-administrator.ts'

/** Since when a key may have been in wrong hands; without a day from the beginning on. */
export function RevokeKeyDialog(props: {
  name: string
  onClose: () => void
  onConfirm: (revokedFrom: string | undefined) => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { clock } = useAdministrator()
  const [day, setDay] = useState<string | undefined>(minskDay(clock.now()))
  const from = day === undefined ? undefined : dayMoment(day)
  const wrong = day !== undefined && from === undefined
  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth role="alertdialog">
      <DialogTitle>{t('revokeKey.title', { name: props.name })}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <Typography variant="body2">{t('revokeKey.text')}</Typography>
          <DateField
            label={t('revokeKey.from')}
            value={day}
            wholeOnly
            error={wrong}
            helperText={t(wrong ? 'dismissal.wrongDay' : 'revokeKey.fromHint')}
            onChange={setDay}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} autoFocus>
          {common('actions.cancel')}
        </Button>
        <Button variant="contained" color="error" disabled={wrong} onClick={() => props.onConfirm(from)}>
          {t('revokeKey.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
