import { Button, Stack, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Section } from '../../../ui/section.tsx'

/** The way to what is past its storage period, for those who answer for it and have no administration. */
export function RetentionSection() {
  const { t } = useTranslation('retention')
  const { profile } = useWorkplace()
  if (!readsJournal(profile.practitioner.role)) return null
  return (
    <Section title={t('section')}>
      <Stack spacing={1}>
        <Typography variant="body2">{t('nothingDeleted')}</Typography>
        <Button component={Link} to="/retention" variant="outlined" sx={{ alignSelf: 'start' }}>
          {t('open')}
        </Button>
      </Stack>
    </Section>
  )
}
