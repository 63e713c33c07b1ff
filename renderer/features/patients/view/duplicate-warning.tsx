import { Box, Button, Stack, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Duplicate } from '#shared/domain/patient/patient.duplicates.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { Banner } from '../../../ui/banner.tsx'
import { addressLine } from '../model/patient-words.ts'

/** Cards that may be of the same person, with what tells them apart. */
export function DuplicateWarning({ duplicates }: { duplicates: readonly Duplicate[] }) {
  const { t } = useTranslation('patients')
  if (duplicates.length === 0) return null
  const sure = duplicates[0]!.grade === 'same-number' || duplicates[0]!.grade === 'same-name-and-date'
  return (
    <Banner severity={sure ? 'danger' : 'warning'} title={t(sure ? 'duplicates.sure' : 'duplicates.maybe')}>
      <Stack spacing={0.5} sx={{ mt: 0.5 }}>
        {duplicates.map(({ patient, grade }) => (
          <Stack key={patient.id} direction="row" spacing={1} sx={{ alignItems: 'center' }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography variant="body2" sx={{ fontWeight: 600 }}>
                {fullName(patient.name)}, {formatPartialDate(patient.birthDate)}
              </Typography>
              <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                {[t(`duplicates.grades.${grade}`), patient.personalNumber, addressLine(patient.address)]
                  .filter(Boolean)
                  .join(' · ')}
              </Typography>
            </Box>
            <Button component={Link} to={`/patients/${patient.id}`} variant="outlined" color="inherit">
              {t('duplicates.open')}
            </Button>
          </Stack>
        ))}
      </Stack>
    </Banner>
  )
}
