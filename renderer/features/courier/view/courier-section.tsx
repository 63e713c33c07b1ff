import { Button, Stack, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/section.tsx'

/** The way to the exchange by file, for the settings. */
export function CourierSection() {
  const { t } = useTranslation('courier')
  return (
    <Section title={t('title')}>
      <Stack spacing={1.5} sx={{ alignItems: 'start' }}>
        <Typography variant="body2">{t('short')}</Typography>
        <Button component={Link} to="/courier" variant="outlined">
          {t('open')}
        </Button>
      </Stack>
    </Section>
  )
}
