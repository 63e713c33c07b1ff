import { MenuItem, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseIdleMinutes, idleChoices, idleMinutes } from '../model/idle-minutes.ts'

/** How soon the screen of this PC locks by itself. */
export function IdleMinutesField() {
  const { t } = useTranslation('session')
  const [minutes, setMinutes] = useState(() => idleMinutes())
  return (
    <TextField
      select
      label={t('lock.after')}
      value={minutes}
      onChange={(event) => {
        const chosen = idleChoices.find((choice) => choice === Number(event.target.value))
        if (chosen === undefined) return
        chooseIdleMinutes(chosen)
        setMinutes(chosen)
      }}
    >
      {idleChoices.map((choice) => (
        <MenuItem key={choice} value={choice}>
          {t('lock.minutes', { count: choice })}
        </MenuItem>
      ))}
    </TextField>
  )
}
