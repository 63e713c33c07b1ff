import { Box, Stack, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type ConsentState, consentMatters, consentState } from '#shared/domain/consent/consent.state.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Section } from '../../../ui/section.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { toneOf, useConsentWords } from '../model/use-consent-words.ts'
import { RecordMenu } from './record-menu.tsx'
import { RestrictionRows } from './restriction-rows.tsx'

const order = { refused: 0, withdrawn: 1, permitted: 2, unasked: 3 } as const

/** What this patient agreed to and refused: what holds now; each line leads to its paper and its history. */
export function ConsentSection({ patient }: { patient: Patient }) {
  const { t } = useTranslation('consent')
  const { context } = useWorkplace()
  const nowMs = context.clock.now()
  const states = consentMatters(patient, nowMs)
    .map(({ state }) => state)
    .filter((state) => state.kind !== 'unasked')
    .sort((a, b) => order[a.kind] - order[b.kind])
  const unasked = consentState(patient, 'personal-data', nowMs).kind === 'unasked'
  return (
    <Section title={t('title')} flush actions={<RecordMenu patient={patient} />}>
      <RestrictionRows patient={patient} />
      {states.map((state) => (
        <StateRow key={state.by.id} patientId={patient.id} state={state} />
      ))}
      {unasked && (
        <Typography variant="body2" sx={{ px: 1.5, py: 0.75, color: 'text.secondary' }}>
          {t('unasked')}
        </Typography>
      )}
    </Section>
  )
}

function StateRow({
  patientId,
  state,
}: {
  patientId: string
  state: Exclude<ConsentState, { kind: 'unasked' }>
}) {
  const words = useConsentWords()
  const { by } = state
  const details = words.details(by)
  return (
    <Box
      component={Link}
      to={`/patients/${patientId}/consents/${by.id}`}
      sx={{
        display: 'block',
        px: 1.5,
        py: 0.5,
        borderBottom: 1,
        borderColor: 'divider',
        color: 'text.primary',
        fontSize: 13,
        textDecoration: 'none',
        '&:hover': { bgcolor: 'background.default' },
      }}
    >
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
        <Box component="span" sx={{ flex: 1, minWidth: 0, fontWeight: 600 }}>
          {words.what(by)}
        </Box>
        <StatusChip tone={toneOf(state)} label={words.state(state)} />
      </Stack>
      {details && <Box sx={{ overflowWrap: 'anywhere' }}>{details}</Box>}
      <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{words.givenLine(by)}</Box>
    </Box>
  )
}
