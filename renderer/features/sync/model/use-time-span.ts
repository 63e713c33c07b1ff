import { useTranslation } from 'react-i18next'

const minuteMs = 60_000

/** A span of time in the largest unit that fits, without its direction. */
export function useTimeSpan(): (spanMs: number) => string {
  const { t } = useTranslation('sync')
  return (spanMs) => {
    const minutes = Math.round(Math.abs(spanMs) / minuteMs)
    if (minutes < 120) return t('spans.minutes', { count: minutes })
    if (minutes < 48 * 60) return t('spans.hours', { count: Math.round(minutes / 60) })
    const days = Math.round(minutes / 1440)
    return days < 730
      ? t('spans.days', { count: days })
      : t('spans.years', { count: Math.round(days / 365.25) })
  }
}
