import { useTranslation } from 'react-i18next'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { wholeDay } from '../model/days.ts'

const width = { width: 160 } as const

/** Two days, typed or picked; each may be left empty. */
export function PeriodFields(props: {
  from: string | undefined
  to: string | undefined
  onFrom(day: string | undefined): void
  onTo(day: string | undefined): void
}) {
  const { t } = useTranslation('audit')
  const wrong = (typed: string | undefined) => typed !== undefined && wholeDay(typed) === undefined
  const shared = (typed: string | undefined) => ({
    wholeOnly: true,
    error: wrong(typed),
    ...(wrong(typed) ? { helperText: t('trail.noDate') } : {}),
    sx: width,
  })
  return (
    <>
      <DateField label={t('trail.from')} value={props.from} onChange={props.onFrom} {...shared(props.from)} />
      <DateField label={t('trail.to')} value={props.to} onChange={props.onTo} {...shared(props.to)} />
    </>
  )
}
