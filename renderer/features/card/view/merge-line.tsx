import { Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Envelope } from '#shared/domain/common/envelope.ts'
import { parseHybridTime } from '#shared/kit/hybrid-clock.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { formatMoment } from '../../../ui/format.ts'
import { useInboxWords } from '../../inbox/index.ts'

const shownForMs = 30 * 24 * 3600 * 1000

/** That a document was joined from two edits lately, from whose, and what came from there: quiet, nothing to do. */
export function MergeLine({ document }: { document: Envelope }) {
  const { t } = useTranslation('card')
  const { context } = useWorkplace()
  const { fieldLabel } = useInboxWords()
  const record = document.merges?.at(-1)
  if (!record) return null
  // Of two edits the user's own is no news.
  const side = record.local.author.id === context.author.id ? 'server' : 'local'
  const other = record[side]
  const atMs = parseHybridTime(other.updatedAt)?.timeMs ?? 0
  if (context.clock.now() - atMs > shownForMs) return null
  const paths = record.fields.filter(({ from }) => from === side || from === 'both').map(({ path }) => path)
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {t('merged', {
        name: other.author.name,
        time: formatMoment(atMs),
        fields: [...new Set(paths.map(fieldLabel))].join(', '),
      })}
    </Typography>
  )
}
