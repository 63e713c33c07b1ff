import { Box } from '@mui/material'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { InboxDetail } from './inbox-detail.tsx'
import { InboxList } from './inbox-list.tsx'

/** What needs a person: the list at the left, the chosen item at the right. */
export function InboxPage() {
  const { t } = useTranslation('inbox')
  const { data } = useWorkplace()
  const open = useLive(useMemo(() => data.inbox.watchOpen(), [data]))
  const [chosenId, setChosenId] = useState<string | undefined>()
  if (!open) return <LoadingScreen />
  const chosen = open.find(({ id }) => id === chosenId) ?? open[0]
  return (
    <>
      <PageHeader title={t('title')} />
      {chosen ? (
        <Box
          sx={{ display: 'grid', gridTemplateColumns: '360px minmax(0, 1fr)', gap: 1.5, alignItems: 'start' }}
        >
          <InboxList items={open} chosenId={chosen.id} onChoose={setChosenId} />
          <InboxDetail key={chosen.id} item={chosen} />
        </Box>
      ) : (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      )}
    </>
  )
}
