import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../../ui/toast-store.ts'
import { hasPin, setOwnPin } from '../model/own-pin.ts'
import { pinProblem } from '../model/pin.ts'
import { choosePinHours, pinHourChoices, pinHours } from '../model/pin-hours.ts'
import { CurrentPassword } from './current-password.tsx'
import { PinField } from './pin-field.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { useDialogForm } from './use-dialog-form.ts'

/** One's own PIN on this PC, and for how long it is enough. */
export function PinRow() {
  const { t } = useTranslation('session')
  const [isSet, setIsSet] = useState<boolean | undefined>()
  const [asking, setAsking] = useState<'set' | 'remove' | undefined>()
  const [hours, setHours] = useState(() => pinHours())
  useEffect(() => {
    void hasPin().then(setIsSet)
  }, [])
  return (
    <Stack spacing={1}>
      <Typography variant="body2">{t(isSet ? 'pin.on' : 'pin.off')}</Typography>
      <Stack direction="row" spacing={1}>
        <Button variant="outlined" disabled={isSet === undefined} onClick={() => setAsking('set')}>
          {t(isSet ? 'pin.change' : 'pin.set')}
        </Button>
        {isSet && <Button onClick={() => setAsking('remove')}>{t('pin.remove')}</Button>}
      </Stack>
      {isSet && (
        <TextField
          select
          label={t('pin.askAfter')}
          value={hours}
          onChange={(event) => {
            const chosen = pinHourChoices.find((choice) => choice === Number(event.target.value))
            if (chosen === undefined) return
            choosePinHours(chosen)
            setHours(chosen)
          }}
        >
          {pinHourChoices.map((choice) => (
            <MenuItem key={choice} value={choice}>
              {t('pin.hours', { count: choice })}
            </MenuItem>
          ))}
        </TextField>
      )}
      {asking && (
        <PinDialog
          removes={asking === 'remove'}
          onClose={() => setAsking(undefined)}
          onDone={(set) => {
            setIsSet(set)
            setAsking(undefined)
            showToast(t(set ? 'pin.saved' : 'pin.removed'))
          }}
        />
      )}
    </Stack>
  )
}

function PinDialog(props: { removes: boolean; onClose: () => void; onDone: (isSet: boolean) => void }) {
  const { t } = useTranslation('session')
  const { removes } = props
  const [password, setPassword] = useState('')
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const problem = pin === '' ? undefined : pinProblem(pin)
  const differs = again !== '' && again !== pin
  const form = useDialogForm(
    () => setOwnPin(password, removes ? undefined : pin),
    () => props.onDone(!removes),
  )
  return (
    <SecretDialog
      title={t(removes ? 'pin.remove' : 'pin.set')}
      text={t('pin.text')}
      confirmLabel={t(removes ? 'pin.remove' : 'pin.set')}
      ready={password !== '' && (removes || (pinProblem(pin) === undefined && pin === again))}
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
      onClose={props.onClose}
    >
      <CurrentPassword value={password} onChange={setPassword} />
      {!removes && (
        <>
          <PinField
            label={t('pin.label')}
            value={pin}
            onChange={setPin}
            error={problem !== undefined}
            helperText={problem ? t(`pin.problem.${problem}`) : t('pin.rule')}
          />
          <PinField
            label={t('pin.again')}
            value={again}
            onChange={setAgain}
            error={differs}
            helperText={differs ? t('pin.differs') : undefined}
          />
        </>
      )}
    </SecretDialog>
  )
}
