import { List, ListItemButton, Paper, Stack, Typography } from '@mui/material'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { formatMoment } from '../../../ui/format.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { useDocumentWord } from '../model/use-document-word.ts'
import { usePatientName } from '../model/use-patient-name.ts'

const tones = { conflict: 'attention', refusal: 'danger', notice: 'neutral' } as const
const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** The items, newest first; arrows and Tab walk them. */
export function InboxList(props: {
  items: readonly InboxItem[]
  chosenId: string
  onChoose: (id: string) => void
}) {
  const { t } = useTranslation('inbox')
  const list = useRef<HTMLUListElement>(null)
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-inbox-row]') ?? [])]
  const { chosenId } = props
  // What was dealt with leaves the list and takes the focus with it: the next item gets it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another item is shown
  useEffect(() => {
    if (document.activeElement !== document.body) return
    rows()
      .find((row) => row.dataset.inboxRow === chosenId)
      ?.focus({ preventScroll: true })
  }, [chosenId])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = rows()
    all[all.indexOf(document.activeElement as HTMLElement) + step]?.focus()
  }
  return (
    <Paper variant="outlined" component="nav" aria-label={t('title')}>
      <List disablePadding ref={list} onKeyDown={onKeyDown}>
        {props.items.map((item) => (
          <ListItemButton
            key={item.id}
            data-inbox-row={item.id}
            selected={item.id === chosenId}
            aria-current={item.id === chosenId}
            onClick={() => props.onChoose(item.id)}
            onFocus={() => props.onChoose(item.id)}
            divider
            sx={{ py: 0.75, px: 1.5 }}
          >
            <ItemLine item={item} />
          </ListItemButton>
        ))}
      </List>
    </Paper>
  )
}

function ItemLine({ item }: { item: InboxItem }) {
  const { t } = useTranslation('inbox')
  const word = useDocumentWord()
  const name = usePatientName(item.patientId)
  return (
    <Stack sx={{ width: 1 }} spacing={0.25}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', justifyContent: 'space-between' }}>
        <Typography variant="subtitle2" noWrap>
          {name ?? word(item.documentType)}
        </Typography>
        {item.handedOver ? (
          <StatusChip label={t('refusal.withAdministrator')} />
        ) : (
          <StatusChip label={t(`kinds.${item.kind}`)} tone={tones[item.kind]} />
        )}
      </Stack>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {word(item.documentType)}, {formatMoment(item.resolution?.at ?? item.occurredAt)}
      </Typography>
    </Stack>
  )
}
