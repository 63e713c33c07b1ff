import { Button, Stack, Link as TextLink, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'

interface VisitPrescriptionsProps {
  patientId: string
  prescriptions: readonly Prescription[]
  /** Missing where nothing may be added: a signed visit. */
  onAdd?: () => void
}

/** Prescriptions written during this visit, and the way to a new one. */
export function VisitPrescriptions({ patientId, prescriptions, onAdd }: VisitPrescriptionsProps) {
  const { t } = useTranslation('visit')
  return (
    <Stack spacing={0.25} sx={{ alignItems: 'flex-start' }}>
      {prescriptions.map(({ id, medication, dosage, status }) => (
        <Typography key={id} variant="body2">
          <TextLink component={Link} to={`/patients/${patientId}/prescriptions/${id}`}>
            {[medication.inn, medication.strength].filter(Boolean).join(' ')}
          </TextLink>{' '}
          {dosage.text}
          {status === 'cancelled' && ` (${t('prescriptions.cancelled')})`}
        </Typography>
      ))}
      {onAdd && (
        <Button onClick={onAdd} sx={{ px: 0.5 }}>
          {t('prescriptions.add')}&nbsp;
          <KeyHint keys="Alt+R" />
        </Button>
      )}
    </Stack>
  )
}
