import { useTranslation } from 'react-i18next'
import { ageInMonths, ageInYears, type PartialDate } from '#shared/kit/partial-date.ts'

/** Says an age: years; years and months up to 3 years; months in the first year; days of a newborn. */
export function useAgeText(): (birthDate: PartialDate, onDay: string) => string {
  const { t } = useTranslation('patients')
  return (birthDate, onDay) => {
    const years = ageInYears(birthDate, onDay)
    if (years >= 3 || birthDate.length < 7) return t('age.years', { count: Math.max(0, years) })
    const months = Math.max(0, ageInMonths(birthDate, onDay))
    if (months >= 12) return t('age.yearsAndMonths', { count: years, months: months % 12 })
    if (months >= 1 || birthDate.length < 10) return t('age.months', { count: months })
    const days = Math.round((Date.parse(onDay.slice(0, 10)) - Date.parse(birthDate)) / 86_400_000)
    return t('age.days', { count: Math.max(0, days) })
  }
}
