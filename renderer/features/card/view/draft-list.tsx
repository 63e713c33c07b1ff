import Edit from '@mui/icons-material/EditNoteOutlined'
import { Box, Stack } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { VisitDraft } from '#shared/domain/visit/visit.schema.ts'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { dayText } from '../model/day-text.ts'
import { mainDiagnosis } from '../model/timeline.ts'
import { oneLine, rowButton } from './row-styles.ts'

/** Visits begun on this PC and not signed: they stand above everything, so that none is forgotten. */
export function DraftList({ drafts }: { drafts: readonly VisitDraft[] }) {
  const { t } = useTranslation('card')
  if (drafts.length === 0) return null
  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'warning.main',
        borderRadius: 1,
        bgcolor: 'warning.light',
        overflow: 'hidden',
      }}
    >
      {drafts.map((draft) => {
        const main = mainDiagnosis(draft)
        return (
          <Box
            key={draft.id}
            component={Link}
            to={`/patients/${draft.patientId}/visits/${draft.id}/edit`}
            sx={{ ...rowButton, borderBottom: 0, py: 0.75 }}
          >
            <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
              <StatusChip
                tone="attention"
                icon={<Edit />}
                label={t(draft.replaces ? 'drafts.amendment' : 'drafts.unsigned')}
              />
              <span>{dayText(draft.startedAt)}</span>
              <Box component="span" sx={{ ...oneLine, flex: 1 }}>
                {main && (
                  <>
                    <b>{main.coding.code}</b> {main.coding.display}{' '}
                  </>
                )}
                {draft.complaints ?? draft.findings}
              </Box>
              <b>{t('drafts.continue')}</b>
            </Stack>
          </Box>
        )
      })}
    </Box>
  )
}
