import { Button, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { addDays } from '../model/calendar-days.ts'

interface NextVisitFieldProps {
  value: string | undefined
  /** Day of this visit, `YYYY-MM-DD`. */
  visitDay: string
  error: string | undefined
  onChange(day: string | undefined): void
}

const usualDays = [3, 7, 14, 30, 90]

/** The day of the next visit: typed, from the calendar, or by one of the usual distances. */
export function NextVisitField({ value, visitDay, error, onChange }: NextVisitFieldProps) {
  const { t } = useTranslation('visit')
  return (
    <Stack direction="row" spacing={0.5} sx={{ alignItems: 'center' }} data-path="nextVisitOn">
      <DateField
        label={t('next.label')}
        value={value}
        onChange={onChange}
        wholeOnly
        error={error !== undefined}
        helperText={error}
        sx={{ width: 180 }}
      />
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t('next.in')}
      </Typography>
      {usualDays.map((days) => (
        <Button
          key={days}
          onClick={() => onChange(addDays(visitDay, days))}
          aria-label={t('next.inDays', { count: days })}
          sx={{ minWidth: 0, px: 0.75, fontWeight: 400 }}
        >
          {days}
        </Button>
      ))}
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t('next.days')}
      </Typography>
    </Stack>
  )
}
