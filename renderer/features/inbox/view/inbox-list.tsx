import { List, ListItemButton, Paper, Stack, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { formatMoment } from '../../../ui/format.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { useDocumentWord } from '../model/use-document-word.ts'
import { usePatientName } from '../model/use-patient-name.ts'

const tones = { conflict: 'attention', refusal: 'danger', notice: 'neutral' } as const

/** The open items, newest first; arrows and Tab walk them. */
export function InboxList(props: {
  items: readonly InboxItem[]
  chosenId: string
  onChoose: (id: string) => void
}) {
  const { t } = useTranslation('inbox')
  return (
    <Paper variant="outlined" component="nav" aria-label={t('title')}>
      <List disablePadding>
        {props.items.map((item) => (
          <ListItemButton
            key={item.id}
            selected={item.id === props.chosenId}
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
        <StatusChip label={t(`kinds.${item.kind}`)} tone={tones[item.kind]} />
      </Stack>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {word(item.documentType)}, {formatMoment(item.occurredAt)}
      </Typography>
    </Stack>
  )
}
