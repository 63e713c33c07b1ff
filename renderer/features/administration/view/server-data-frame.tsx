import { Box, Button } from '@mui/material'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner } from '../../../ui/banner.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { endAdministration, useSession } from '../../session/index.ts'
import { useFailureText } from '../model/use-failure-text.ts'
import type { ServerData } from '../model/use-server-data.ts'

/**
 * Shows what the server says now, or says that it does not answer; nothing of before. A dialog that is open over it
 * stays with what was typed.
 */
export function ServerDataFrame<T>(props: {
  data: ServerData<T>
  onRetry: () => void
  /** What to do when the server does not answer, where the usual words do not fit. */
  silentText?: string
  children: (value: T) => ReactNode
}) {
  const { t } = useTranslation('administration')
  const { t: common } = useTranslation()
  const { t: inSession } = useTranslation('session')
  const failureText = useFailureText()
  const { session } = useSession()
  const { data } = props
  if (data.kind === 'asking') return <LoadingScreen />
  const isFailed = data.kind === 'failed'
  const value = isFailed ? data.hidden : data.value
  // In a workplace the sign-in comes over the open page; here there is nothing to come back to.
  const mustSignIn = isFailed && data.failure === 'session.expired' && session.phase === 'administering'
  const isSilent = isFailed && /^network\.|^server\.unavailable$/.test(data.failure)
  return (
    <>
      {isFailed && (
        <Banner
          severity="warning"
          title={failureText(data.failure).title}
          action={
            mustSignIn ? (
              <Button onClick={() => void endAdministration()}>{inSession('enter')}</Button>
            ) : (
              <Button onClick={props.onRetry}>{common('actions.retry')}</Button>
            )
          }
        >
          {isSilent ? (props.silentText ?? t('needsServer')) : failureText(data.failure).whatToDo}
        </Banner>
      )}
      {value !== undefined && (
        <Box sx={{ display: isFailed ? 'none' : 'contents' }}>{props.children(value)}</Box>
      )}
    </>
  )
}
