import { Box, Stack, ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, type Language, languages, useLanguage } from '../../../i18n/index.ts'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Section } from '../../../ui/section.tsx'
import { CourierSection } from '../../courier/index.ts'
import { ThisPcHoldings } from '../../holdings/index.ts'
import { AccessSection } from '../../session/index.ts'
import { SigningKeySection } from '../../signature/index.ts'
import { SyncDetails, useNow, useSyncStatus } from '../../sync/index.ts'
import { DiagnosticsSection } from './diagnostics-section.tsx'
import { HistorySection } from './history-section.tsx'
import { RetentionSection } from './retention-section.tsx'
import { ThisPcSection } from './this-pc-section.tsx'

/** Language, this PC, the sync in full, the report for IT. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  const language = useLanguage()
  const status = useSyncStatus()
  const nowMs = useNow()
  return (
    <>
      <PageHeader title={t('title')} />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
          gap: 1.5,
          maxWidth: 1100,
          alignItems: 'start',
        }}
      >
        <Stack spacing={1.5}>
          <Section title={t('language')}>
            <ToggleButtonGroup
              exclusive
              size="small"
              aria-label={t('language')}
              value={language}
              onChange={(_, chosen: Language | null) => chosen && chooseLanguage(chosen)}
            >
              {languages.map((each) => (
                <ToggleButton key={each} value={each} lang={each} sx={{ textTransform: 'none', px: 2 }}>
                  {t(`languages.${each}`, { ns: 'common' })}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          </Section>
          <AccessSection />
        </Stack>
        <Stack spacing={1.5}>
          <Section title={t('sync')} flush>
            {status && <SyncDetails status={status} nowMs={nowMs} onLeave={() => {}} framed />}
          </Section>
          <SigningKeySection />
          <CourierSection />
          <ThisPcSection />
          <HistorySection />
          <ThisPcHoldings />
          <RetentionSection />
          <DiagnosticsSection />
        </Stack>
      </Box>
    </>
  )
}
