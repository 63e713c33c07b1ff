import { ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { ChainStates } from './chain-states.tsx'
import { JournalEvents } from './journal-events.tsx'

type Tab = 'events' | 'chains'

/** The whole trace of access, for those who answer for it. */
export function JournalPage() {
  const { t } = useTranslation('audit')
  const { profile } = useWorkplace()
  const [tab, setTab] = useState<Tab>('events')
  if (!readsJournal(profile.practitioner.role)) return <EmptyState title={t('journal.forbidden')} />
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
    <JournalEvents tabs={tabs} />
  ) : (
    <>
      <PageHeader title={t('journal.title')} facts={tabs} />
      <ChainStates />
    </>
  )
}
