import { Box, Button, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Immunization } from '#shared/domain/immunization/immunization.schema.ts'
import { Section } from '../../../ui/section.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { DocumentStateMark, useDocumentStates } from '../../sync/index.ts'
import { dayText } from '../model/day-text.ts'
import { oneLine } from './row-styles.ts'

const shownFirst = 4

/** Vaccinations given and refused, newest first. */
export function ImmunizationList({ immunizations }: { immunizations: readonly Immunization[] }) {
  const { t } = useTranslation('card')
  const [showAll, setShowAll] = useState(false)
  const states = useDocumentStates(immunizations.map(({ id }) => id))
  const real = immunizations.filter(({ status }) => status !== 'entered-in-error')
  if (real.length === 0) return null
  return (
    <Section title={t('immunizations.title')} flush>
      {(showAll ? real : real.slice(0, shownFirst)).map((one) => (
        <Stack
          key={one.id}
          direction="row"
          sx={{ gap: 1, px: 1.5, py: 0.5, borderBottom: 1, borderColor: 'divider', alignItems: 'center' }}
        >
          <Typography variant="body2" sx={{ width: 78, flexShrink: 0 }}>
            {dayText(one.occurredAt)}
          </Typography>
          <Typography variant="body2" sx={{ ...oneLine, flex: 1 }} title={one.vaccine.display}>
            {one.vaccine.display}
            {one.doseNumber !== undefined && (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {' '}
                {t('immunizations.dose', { number: one.doseNumber })}
              </Box>
            )}
          </Typography>
          {one.status === 'not-done' && <StatusChip tone="attention" label={t('immunizations.notDone')} />}
          <DocumentStateMark state={states?.get(one.id)} />
        </Stack>
      ))}
      {real.length > shownFirst && (
        <Button
          onClick={() => setShowAll(!showAll)}
          aria-expanded={showAll}
          color="secondary"
          sx={{ ml: 0.25 }}
        >
          {showAll ? t('showLess') : t('showMore', { count: real.length - shownFirst })}
        </Button>
      )}
    </Section>
  )
}
