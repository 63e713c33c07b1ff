import { Button, Stack } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { Banner } from '../../../ui/banner.tsx'

interface VisitNoticesProps {
  visit: Visit
  newest: Visit
  /** Other newest versions that nothing replaces. */
  rivals: readonly Visit[]
}

/** What has to be known before the visit is read: it is imported, old, an error, or was amended twice at once. */
export function VisitNotices({ visit, newest, rivals }: VisitNoticesProps) {
  const { t } = useTranslation('visit')
  const open = (other: Visit, label: string) => (
    <Button component={Link} to={`/patients/${other.patientId}/visits/${other.id}`} key={other.id}>
      {label}
    </Button>
  )
  return (
    <Stack spacing={1} sx={{ mb: 1, '&:empty': { display: 'none' } }}>
      {visit.status === 'imported' && (
        <Banner severity="info" title={t('view.imported')}>
          {t('view.importedText')}
        </Banner>
      )}
      {visit.status === 'entered-in-error' && (
        <Banner severity="danger" title={t('view.cancelled')}>
          {t('view.cancelledText', { reason: visit.amendmentReason ?? '' })}
        </Banner>
      )}
      {visit.id !== newest.id && (
        <Banner
          severity="warning"
          title={t('view.older', { version: visit.version })}
          action={open(newest, t('view.openNewest'))}
        />
      )}
      {rivals.length > 0 && (
        <Banner
          severity="warning"
          title={t('view.rivals')}
          action={rivals.filter(({ id }) => id !== visit.id).map((rival) => open(rival, t('view.openRival')))}
        >
          {t('view.rivalsText')}
        </Banner>
      )}
    </Stack>
  )
}
