import { Box, Button, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { FieldChoice } from '#shared/domain/inbox/conflict-choice.ts'
import type { InboxItem } from '#shared/domain/inbox/inbox.schema.ts'
import { parseHybridTime } from '#shared/kit/hybrid-clock.ts'
import { formatMoment } from '../../../ui/format.ts'
import { sideTracks } from './side-tracks.ts'

interface Side {
  author?: { name?: string }
  updatedAt?: string
}

/** Who wrote each version and when. */
export function SideHead(props: { item: InboxItem; onTakeAll: ((choice: FieldChoice) => void) | undefined }) {
  const { t } = useTranslation('inbox')
  const sides = [
    { choice: 'local', version: props.item.local as Side | undefined },
    { choice: 'server', version: props.item.server as Side | undefined },
  ] as const
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: sideTracks, columnGap: 1.5, alignItems: 'end' }}>
      <span />
      {sides.map(({ choice, version }) => {
        const at = version?.updatedAt ? parseHybridTime(version.updatedAt)?.timeMs : undefined
        return (
          <Box key={choice}>
            <Typography variant="subtitle2">{t(`sides.${choice}`)}</Typography>
            <Typography variant="caption" sx={{ color: 'text.secondary', display: 'block' }}>
              {[version?.author?.name, at === undefined ? undefined : formatMoment(at)]
                .filter(Boolean)
                .join(', ')}
            </Typography>
            {props.onTakeAll && <Button onClick={() => props.onTakeAll?.(choice)}>{t('takeAll')}</Button>}
          </Box>
        )
      })}
    </Box>
  )
}
