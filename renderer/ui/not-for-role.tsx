import { Button } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from './empty-state.tsx'

/** A page that the role of whoever came here does not use: why, and the way back. */
export function NotForRole({ back = '/patients' }: { back?: string }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('notForRole.title')}
      text={t('notForRole.text')}
      action={
        <Button component={Link} to={back} variant="contained">
          {t('notForRole.back')}
        </Button>
      }
    />
  )
}
