import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../../ui/page-header.tsx'
import type { JournalDesk } from '../model/journal-desk.ts'
import { ChainStates } from './chain-states.tsx'
import { JournalEvents } from './journal-events.tsx'

type Tab = 'events' | 'chains'

/**
 * The whole trace of access: its entries, and whether they are all there as they were written.
 * @param within a part of a page that has its own heading
 */
export function Journal({ desk, within = false }: { desk: JournalDesk; within?: boolean }) {
  const { t } = useTranslation('audit')
  const [tab, setTab] = useState<Tab>('events')
  const tabs = (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={t('journal.tabs.label')}
      value={tab}
      onChange={(_, chosen: Tab | null) => chosen && setTab(chosen)}
    >
      <ToggleButton value="events">{t('journal.tabs.events')}</ToggleButton>
      <ToggleButton value="chains">{t('journal.tabs.chains')}</ToggleButton>
    </ToggleButtonGroup>
  )
  return tab === 'events' ? (
    <JournalEvents desk={desk} tabs={tabs} within={within} />
  ) : (
    <>
      {within ? <Box sx={{ mb: 1 }}>{tabs}</Box> : <PageHeader title={t('journal.title')} facts={tabs} />}
      <ChainStates desk={desk} />
    </>
  )
}
