import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { type InboxShelf, useInboxChoice } from '../model/inbox-choice.ts'
import { useInboxCount, useInboxItems } from '../model/use-inbox-items.ts'
import { InboxDetail } from './inbox-detail.tsx'
import { InboxList } from './inbox-list.tsx'

/** What needs a person, and what was dealt with: the list at the left, the chosen item at the right. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const { shelf, show } = useInboxChoice()
  const count = useInboxCount()
  // Whoever comes back finds what waits.
  useEffect(() => () => show('open'), [show])
  return (
    <>
      <PageHeader
        title={t('title')}
        facts={
          <ToggleButtonGroup
            exclusive
            size="small"
            aria-label={t('tabs.label')}
            value={shelf}
            onChange={(_, chosen: InboxShelf | null) => chosen && show(chosen)}
          >
            <ToggleButton value="open">{t('tabs.open', { count })}</ToggleButton>
            <ToggleButton value="resolved">{t('tabs.resolved')}</ToggleButton>
          </ToggleButtonGroup>
        }
      />
      <Shelf key={shelf} shelf={shelf} />
    </>
  )
}

function Shelf({ shelf }: { shelf: InboxShelf }) {
  const { t } = useTranslation('inbox')
  const items = useInboxItems(shelf)
  const { chosenId, choose } = useInboxChoice()
  if (!items) return <LoadingScreen />
  const chosen = items.find(({ id }) => id === chosenId) ?? items[0]
  const empty = shelf === 'open' ? 'empty' : 'emptyResolved'
  if (!chosen) return <EmptyState title={t(`${empty}.title`)} text={t(`${empty}.text`)} />
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '360px minmax(0, 1fr)', gap: 1.5, alignItems: 'start' }}>
      <InboxList items={items} chosenId={chosen.id} onChoose={(id) => choose(id, shelf)} />
      <InboxDetail key={`${chosen.id} ${chosen.status}`} item={chosen} />
    </Box>
  )
}
