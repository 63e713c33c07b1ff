import { Box, Button } from '@mui/material'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { useInboxChoice, useInboxWords } from '../../inbox/index.ts'

/** Two edits of this card met and nobody has decided: what is shown may be either of them. */
export function OpenConflicts({ patientId }: { patientId: string }) {
  const { t } = useTranslation('card')
  const { data } = useWorkplace()
  const navigate = useNavigate()
  const { choose } = useInboxChoice()
  const { fieldLabel } = useInboxWords()
  const open = useLive(useMemo(() => data.inbox.watchOpen(), [data]))
  const conflicts = open?.filter((item) => item.kind === 'conflict' && item.patientId === patientId) ?? []
  const [first] = conflicts
  if (!first) return null
  const fields = new Set(conflicts.flatMap((item) => item.fields ?? []).map(({ path }) => fieldLabel(path)))
  return (
    <Box sx={{ mb: 1 }}>
      <Banner
        severity="warning"
        title={t('conflicts.title', { fields: [...fields].join(', ') })}
        action={
          <Button
            color="inherit"
            onClick={() => {
              choose(first.id)
              navigate({ to: '/inbox' })
            }}
          >
            {t('conflicts.settle')}
          </Button>
        }
      >
        {t('conflicts.text')}
      </Banner>
    </Box>
  )
}
