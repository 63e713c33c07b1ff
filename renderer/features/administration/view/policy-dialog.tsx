import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ManagedClinic } from '#shared/contract/administration.ts'
import { minskDay } from '#shared/kit/partial-date.ts'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { dayMoment } from '../model/day-moment.ts'
import { useActing } from '../model/use-acting.ts'
import { useAdministrator } from '../model/use-administrator.ts'
import { FailureBanner } from './failure-banner.tsx'

/** From which day the server takes records with an electronic signature alone; without a day it asks for none. */
export function PolicyDialog(props: {
  clinic: ManagedClinic
  requiredFrom: string | undefined
  onClose: () => void
  onChanged: () => void
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { server } = useAdministrator()
  const { act, busy, failure } = useActing()
  const { requiredFrom } = props
  const [day, setDay] = useState(requiredFrom && minskDay(Date.parse(requiredFrom)))
  const from = day === undefined ? undefined : dayMoment(day)
  const wrong = day !== undefined && from === undefined
  async function save() {
    if (!(await act(() => server.requireSignatures(props.clinic.id, from ?? null)))) return
    showToast(t('policy.saved'))
    props.onChanged()
    props.onClose()
  }
  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{t('policy.title')}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <FailureBanner failure={failure} />
          <Typography variant="body2">{t('policy.text')}</Typography>
          <DateField
            label={t('policy.from')}
            value={day}
            wholeOnly
            error={wrong}
            helperText={t(wrong ? 'dismissal.wrongDay' : 'policy.fromHint')}
            onChange={setDay}
          />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} autoFocus>
          {common('actions.cancel')}
        </Button>
        <Button variant="contained" disabled={busy || wrong} onClick={() => void save()}>
          {common('actions.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
