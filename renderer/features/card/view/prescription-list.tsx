import { Box, Button, Stack, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Prescription } from '#shared/domain/prescription/prescription.schema.ts'
import { isExpired } from '#shared/domain/prescription/prescription-validity.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Section } from '../../../ui/section.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { SignatureMark, useSignatureStatuses } from '../../signature/index.ts'
import { DocumentStateMark, useDocumentStates } from '../../sync/index.ts'
import { dayText } from '../model/day-text.ts'
import { oneLine, rowButton } from './row-styles.ts'

const shownPast = 3

/** Prescriptions: those a pharmacy still accepts first. Each row leads to the page with its print. */
export function PrescriptionList(props: { patientId: string; prescriptions: readonly Prescription[] }) {
  const { t } = useTranslation('card')
  const { context } = useWorkplace()
  const [showAll, setShowAll] = useState(false)
  // Of those that wait no longer a pharmacy has not got what they say.
  const real = props.prescriptions.filter(
    ({ status, medication }) => status !== 'entered-in-error' && medication !== undefined,
  )
  const valid = (one: Prescription) => one.status === 'active' && !isExpired(one, context.clock.now())
  const active = real.filter(valid)
  const past = real.filter((one) => !valid(one))
  const shown = [...active, ...(showAll ? past : past.slice(0, shownPast))]
  const states = useDocumentStates(shown.map(({ id }) => id))
  const signatures = useSignatureStatuses(shown)
  return (
    <Section title={t('prescriptions.title')} flush>
      {shown.map((prescription) => {
        const { id, medication, dosage, issuedOn, validUntil, status } = prescription
        const state = states?.get(id)
        const quiet = !valid(prescription)
        return (
          <Box
            key={id}
            component={Link}
            to={`/patients/${props.patientId}/prescriptions/${id}`}
            sx={{ ...rowButton, ...(quiet && { color: 'text.secondary' }) }}
          >
            <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
              <Box component="span" sx={{ ...oneLine, flex: 1 }}>
                <b>{medication.inn}</b> {[medication.strength, medication.form].filter(Boolean).join(', ')}
                <Box component="span" sx={{ color: 'text.secondary', fontSize: 12 }}>
                  {' '}
                  {dosage.text}
                </Box>
              </Box>
              {status === 'cancelled' && <StatusChip label={t('prescriptions.cancelled')} />}
              <SignatureMark status={signatures.get(id)} inRow />
              <DocumentStateMark state={state} />
              <Box component="span" sx={{ color: 'text.secondary', fontSize: 12, whiteSpace: 'nowrap' }}>
                {!quiet && validUntil
                  ? t('prescriptions.validUntil', { date: dayText(validUntil) })
                  : t('prescriptions.issued', { date: dayText(issuedOn) })}
              </Box>
            </Stack>
          </Box>
        )
      })}
      {real.length === 0 && (
        <Typography variant="body2" sx={{ px: 1.5, py: 1, color: 'text.secondary' }}>
          {t('prescriptions.none')}
        </Typography>
      )}
      {past.length > shownPast && (
        <Button
          onClick={() => setShowAll(!showAll)}
          aria-expanded={showAll}
          color="secondary"
          sx={{ ml: 0.25 }}
        >
          {showAll ? t('showLess') : t('prescriptions.past', { count: past.length - shownPast })}
        </Button>
      )}
    </Section>
  )
}
