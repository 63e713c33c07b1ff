import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'

export interface ErrorText {
  /** What happened. */
  title: string
  /** What to do, and what is safe. */
  whatToDo: string
}

/** The words of an operational error in the language of the screen. */
export function useErrorText(): (code: ErrorCode) => ErrorText {
  const { t } = useTranslation('errors')
  return (code) => ({ title: t(`${code}.title`), whatToDo: t(`${code}.whatToDo`) })
}
