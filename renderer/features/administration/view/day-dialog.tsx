import { Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import type { AdministrationFailure } from '../model/administration-failure.ts'
import { dayMoment } from '../model/day-moment.ts'
import { FailureBanner } from './failure-banner.tsx'

/** Asks from which day something holds, and says what that means. */
export function DayDialog(props: {
  title: string
  text: string
  /** Label of the day. */
  label: string
  /** What it means to leave the day out; without it a day is needed. */
  leftOut?: string
  /** ISO; the day that stands there first. */
  initial: string | undefined
  confirm: string
  danger?: boolean
  busy?: boolean
  failure?: AdministrationFailure | undefined
  onConfirm: (day: string | undefined) => unknown
  onClose: () => void
}) {
  const { t } = useTranslation('administration')
  const [day, setDay] = useState(props.initial)
  const wrong = day === undefined ? props.leftOut === undefined : dayMoment(day) === undefined
  return (
    <FormDialog
      title={props.title}
      confirm={props.confirm}
      danger={props.danger ?? false}
      alert={props.danger ?? false}
      disabled={wrong || props.busy === true}
      onSubmit={() => props.onConfirm(day)}
      onClose={props.onClose}
    >
      <FailureBanner failure={props.failure} />
      <Typography variant="body2">{props.text}</Typography>
      <DateField
        label={props.label}
        value={day}
        wholeOnly
        required={props.leftOut === undefined}
        error={wrong}
        helperText={wrong ? t('dismissal.wrongDay') : props.leftOut}
        onChange={setDay}
      />
    </FormDialog>
  )
}
