import { Divider, Stack } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/section.tsx'
import { DataKeyRow } from './data-key-row.tsx'
import { IdleMinutesField } from './idle-minutes-field.tsx'
import { OwnPasswordRow } from './own-password-row.tsx'
import { PinRow } from './pin-row.tsx'
import { RecoveryRow } from './recovery-row.tsx'

/** How one gets in on this PC, and under what its data lies. */
export function AccessSection() {
  const { t } = useTranslation('session')
  return (
    <Section title={t('access')}>
      <Stack spacing={1.5} divider={<Divider flexItem />}>
        <OwnPasswordRow />
        <PinRow />
        <IdleMinutesField />
        <RecoveryRow />
        <DataKeyRow />
      </Stack>
    </Section>
  )
}
