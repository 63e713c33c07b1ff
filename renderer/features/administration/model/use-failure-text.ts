import { useTranslation } from 'react-i18next'
import { type ErrorText, useErrorText } from '../../../i18n/use-error-text.ts'
import { type AdministrationFailure, isRefusal } from './administration-failure.ts'

/** The words of a failure: what happened and what to do. */
export function useFailureText(): (failure: AdministrationFailure) => ErrorText {
  const { t } = useTranslation('administration')
  const errorText = useErrorText()
  return (failure) =>
    isRefusal(failure)
      ? { title: t(`refusals.${failure}.title`), whatToDo: t(`refusals.${failure}.whatToDo`) }
      : errorText(failure)
}
