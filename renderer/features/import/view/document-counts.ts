import { useTranslation } from 'react-i18next'

const order = ['patient', 'visit', 'condition', 'prescription', 'immunization', 'measurements'] as const

/** Counts of documents in words: `карта, 12 приёмов, 6 рецептов`; an empty text for none. */
export function useDocumentCounts() {
  const { t } = useTranslation('import')
  return (counts: Record<string, number>): string =>
    order
      .filter((type) => (counts[type] ?? 0) > 0)
      .map((type) => t(`documents.${type}`, { count: counts[type] ?? 0 }))
      .join(', ')
}
