import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minskDay } from '#shared/kit/partial-date.ts'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { useAdministrator } from '../model/use-administrator.ts'

const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** From which day a person does not sign in any more, and what that means. */
export function DismissDialog(props: { name: string; onClose: () => void; onConfirm: (on: string) => void }) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { clock } = useAdministrator()
  const [on, setOn] = useState<string | undefined>(minskDay(clock.now()))
  const wrong = !isDay(on)
  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth role="alertdialog">
      <DialogTitle>{t('dismissal.title', { name: props.name })}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <Typography variant="body2">{t('dismissal.text')}</Typography>
          <DateField
            label={t('dismissal.on')}
            value={on}
            wholeOnly
            required
            error={wrong}
            helperText={wrong ? t('dismissal.wrongDay') : undefined}
            onChange={setOn}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} autoFocus>
          {common('actions.cancel')}
        </Button>
        <Button
          variant="contained"
          color="error"
          disabled={wrong}
          onClick={() => isDay(on) && props.onConfirm(on)}
        >
          {t('dismissal.action')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
