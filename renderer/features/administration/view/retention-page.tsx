import { Button, Stack } from '@mui/material'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import { organizationOf } from '#shared/domain/prescription/organization-of.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { RetentionPart } from './retention-part.tsx'

/** What is past its storage period, in the workplace of those who have no administration. */
export function RetentionPage() {
  const { t } = useTranslation('retention')
  const { profile } = useWorkplace()
  const navigate = useNavigate()
  if (!readsJournal(profile.practitioner.role)) return <EmptyState title={t('forbidden')} />
  return (
    <Stack sx={{ height: 1, minHeight: 360 }}>
      <PageHeader
        title={t('title')}
        actions={
          <Button component={Link} to="/settings">
            {t('toSettings')}
          </Button>
        }
      />
      <RetentionPart
        clinicId={profile.clinicId}
        organization={organizationOf(profile)?.name ?? ''}
        onOpen={(patientId) => void navigate({ to: '/patients/$patientId', params: { patientId } as never })}
      />
    </Stack>
  )
}
