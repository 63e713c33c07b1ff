import { Button } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { useErrorText } from '../../../i18n/use-error-text.ts'
import { Banner } from '../../../ui/banner.tsx'

/** The journal lies on the server, which does not answer now. */
export function JournalUnavailable({ problem, onAgain }: { problem: ErrorCode; onAgain: () => void }) {
  const { t } = useTranslation('audit')
  const errorText = useErrorText()
  return (
    <Banner
      severity="warning"
      title={t('journal.unavailable')}
      action={
        <Button color="inherit" onClick={onAgain}>
          {t('trail.again')}
        </Button>
      }
    >
      {errorText(problem).title}
    </Banner>
  )
}
