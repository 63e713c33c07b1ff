import { useTranslation } from 'react-i18next'

/** What a document type is called; one that only a newer version knows is "a document". */
export function useDocumentWord(): (type: string) => string {
  const { t, i18n } = useTranslation()
  const say = t as unknown as (key: string) => string
  return (type) => (i18n.exists(`documents.${type}`) ? say(`documents.${type}`) : t('documents.other'))
}
