import { useMemo } from 'react'
import { isShownTo, waitsFor } from '#shared/domain/inbox/concerns.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import type { InboxShelf } from './inbox-choice.ts'

/** The items of a shelf, live: what waits for this user first, then what waits for the administrator. */
export function useInboxItems(shelf: InboxShelf): readonly InboxItem[] | undefined {
  const { data, profile } = useWorkplace()
  const { role } = profile.practitioner
  const found = useLive(
    useMemo(() => (shelf === 'open' ? data.inbox.watchOpen() : data.inbox.watchResolved()), [data, shelf]),
  )
  return useMemo(() => {
    const shown = found?.filter((item) => isShownTo(item, role))
    if (!shown || shelf === 'resolved') return shown
    const waits = (item: InboxItem) => waitsFor(item, role)
    return [...shown.filter(waits), ...shown.filter((item) => !waits(item))]
  }, [found, shelf, role])
}

/** How many open items wait for this user. */
export function useInboxCount(): number {
  const { data, profile } = useWorkplace()
  const { role } = profile.practitioner
  const open = useLive(useMemo(() => data.inbox.watchOpen(), [data]))
  return open?.filter((item) => waitsFor(item, role)).length ?? 0
}
