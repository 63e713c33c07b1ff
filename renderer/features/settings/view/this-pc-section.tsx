import { Button, Stack } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../../../host/host-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { formatBytes } from '../../../ui/format.ts'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { useStation } from '../model/use-station.ts'
import { useStorage } from '../model/use-storage.ts'

/** What this computer is called here, what runs on it and whether its data is safe from the browser's own cleaning. */
export function ThisPcSection() {
  const { t } = useTranslation('settings')
  const host = useHost()
  const { station, version } = useStation()
  const { facts, persist } = useStorage()
  const [refused, setRefused] = useState(false)
  const size = (bytes: number | undefined) => {
    if (bytes === undefined) return t('unknown')
    const { value, unit } = formatBytes(bytes)
    return `${value} ${t(`units.${unit}`)}`
  }
  return (
    <Section title={t('thisPc')}>
      <Stack spacing={1.5}>
        <KeyValueList
          labelWidth={200}
          items={[
            { label: t('station'), value: station },
            { label: t('version'), value: version },
            { label: t('shell'), value: t(`shells.${host.kind}`) },
            { label: t('used'), value: facts && size(facts.usedBytes) },
            { label: t('available'), value: facts && size(facts.availableBytes) },
            { label: t('persistence'), value: facts && t(facts.persisted ? 'persisted' : 'notPersisted') },
          ]}
        />
        {facts && !facts.persisted && (
          <Button
            variant="outlined"
            sx={{ alignSelf: 'start' }}
            onClick={async () => setRefused(!(await persist()))}
          >
            {t('persist')}
          </Button>
        )}
        {refused && <Banner severity="warning">{t('persistRefused')}</Banner>}
      </Stack>
    </Section>
  )
}
