import { Button, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useHost } from '../../../host/host-context.tsx'
import { useLanguage } from '../../../i18n/index.ts'
import { Section } from '../../../ui/section.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { useSyncStatus } from '../../sync/index.ts'
import { diagnosticsText } from '../model/diagnostics.ts'
import { useStation } from '../model/use-station.ts'
import { useStorage } from '../model/use-storage.ts'

/** A text to read out or to send: everything IT asks for, nothing of a patient. */
export function DiagnosticsSection() {
  const { t } = useTranslation('settings')
  const { profile, context } = useWorkplace()
  const host = useHost()
  const language = useLanguage()
  const status = useSyncStatus()
  const { facts } = useStorage()
  const { station, version, platform } = useStation()
  const copy = async () => {
    await navigator.clipboard.writeText(
      diagnosticsText({
        version,
        platform,
        shell: host.kind,
        clinicId: profile.clinicId,
        station,
        language,
        nowMs: context.clock.now(),
        status,
        storage: facts,
      }),
    )
    showToast(t('report.copied'))
  }
  return (
    <Section title={t('diagnostics')}>
      <Stack spacing={1} sx={{ alignItems: 'start' }}>
        <Typography variant="body2">{t('report.text')}</Typography>
        <Button variant="outlined" onClick={copy}>
          {t('report.copy')}
        </Button>
      </Stack>
    </Section>
  )
}
