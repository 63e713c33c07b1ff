import { useTranslation } from 'react-i18next'

/** A UCUM unit as it is written in the language of the screen; one without a translation stays as it came. */
export function useUnitText(): (unit: string) => string {
  const { t } = useTranslation('card')
  const units: Record<string, string> = t('units', { returnObjects: true })
  return (unit) => units[unit] ?? unit
}
