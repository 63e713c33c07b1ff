import { useTranslation } from 'react-i18next'

/**
 * What a form says below a field: a problem code (`visit.in-future`) becomes its words, anything else is taken as
 * words already.
 */
export function useFieldMessage(): (message: string | undefined) => string | undefined {
  const { t, i18n } = useTranslation('problems')
  const say = t as unknown as (key: string) => string
  return (message) => (message && i18n.exists(message, { ns: 'problems' }) ? say(message) : message)
}
