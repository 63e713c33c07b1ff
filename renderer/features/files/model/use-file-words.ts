import { useTranslation } from 'react-i18next'
import { isFileKind } from '#shared/domain/document-reference/file-kinds.ts'
import { formatBytes } from '../../../ui/format.ts'

/** Words for kinds, and sizes with their unit. */
export function useFileWords() {
  const { t } = useTranslation('files')
  return {
    kindText: (kind: string): string => t(`kinds.${isFileKind(kind) ? kind : 'other'}`),
    sizeText(bytes: number): string {
      const { value, unit } = formatBytes(bytes)
      return `${value}\u00a0${t(`units.${unit}`)}`
    },
  }
}
