import Warning from '@mui/icons-material/WarningAmber'
import { Box, Button, Stack, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayWriteType } from '#shared/domain/access/index.ts'
import { touched } from '#shared/domain/common/command-context.ts'
import {
  type AllergyDraft,
  allergyKnowledge,
  confirmNoAllergies,
} from '#shared/domain/patient/allergy.commands.ts'
import type { Allergy, Patient } from '#shared/domain/patient/patient.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useReopen } from '../../kept-forms/index.ts'
import { dayText } from '../model/day-text.ts'
import { useCardCommands } from '../model/use-card-commands.ts'
import { AllergyDialog, placeOfAllergy } from './allergy-dialog.tsx'

type Open = { allergy: Allergy | undefined } | undefined

/** What the patient does not tolerate: red and first. That nobody asked is said too: silence is not "none". */
export function AllergyBanner({ patient }: { patient: Patient }) {
  const { t } = useTranslation('card')
  const { t: inPatients } = useTranslation('patients')
  const { context, profile } = useWorkplace()
  const mayEdit = mayWriteType(profile.practitioner.role, 'patient')
  const { changePatient } = useCardCommands()
  const [open, setOpen] = useState<Open>()
  useReopen(placeOfAllergy(patient.id), (id) => {
    const allergy = patient.allergies?.find((one) => one.id === id)
    // What changed one that is gone is no new one.
    if (allergy || id === 'new') setOpen({ allergy })
  })
  const knowledge = allergyKnowledge(patient)
  const some = knowledge.kind === 'some'
  const past = (patient.allergies ?? []).filter(({ clinicalStatus }) =>
    ['resolved', 'inactive'].includes(clinicalStatus),
  )
  const severity = (criticality: AllergyDraft['criticality']) =>
    criticality === 'unable-to-assess' ? '' : inPatients(`criticality.${criticality}`)

  return (
    <Stack
      role={some ? 'alert' : 'status'}
      direction="row"
      sx={{
        alignItems: 'center',
        gap: 1,
        px: 1.5,
        py: 0.25,
        minHeight: 36,
        mb: 1,
        borderRadius: 1,
        border: 1,
        ...(some
          ? { bgcolor: 'error.main', borderColor: 'error.dark', color: 'error.contrastText' }
          : knowledge.kind === 'unasked'
            ? { bgcolor: 'warning.light', borderColor: 'warning.main' }
            : { bgcolor: 'background.paper', borderColor: 'divider' }),
      }}
    >
      {some && <Warning fontSize="small" />}
      <Stack
        direction="row"
        sx={{ flex: 1, flexWrap: 'wrap', columnGap: 2, rowGap: 0.25, alignItems: 'center' }}
      >
        <Typography variant="subtitle1" component="span">
          {some
            ? t('allergies.title')
            : knowledge.kind === 'none'
              ? t('allergies.none', { date: dayText(knowledge.at) })
              : t('allergies.unasked')}
        </Typography>
        {some &&
          knowledge.active.map((allergy) => (
            <Box
              key={allergy.id}
              component="button"
              type="button"
              disabled={!mayEdit}
              onClick={() => setOpen({ allergy })}
              sx={{
                p: 0,
                border: 0,
                bgcolor: 'transparent',
                color: 'inherit',
                font: 'inherit',
                fontSize: 14,
                textAlign: 'left',
                cursor: 'pointer',
                ...(mayEdit ? { textDecoration: 'underline dotted' } : { cursor: 'default' }),
                textUnderlineOffset: 3,
                '&:focus-visible': { outlineColor: '#ffffff' },
              }}
            >
              <b>{allergy.substance.text}</b>
              {[severity(allergy.criticality), allergy.reaction]
                .filter(Boolean)
                .map((text) => `: ${text}`)
                .join('')}
            </Box>
          ))}
        {past.length > 0 && (
          <Typography variant="caption">
            {t('allergies.past', { names: past.map(({ substance }) => substance.text).join(', ') })}
          </Typography>
        )}
      </Stack>
      {mayEdit && knowledge.kind !== 'some' && (
        <Button
          color="inherit"
          onClick={() =>
            void changePatient(
              patient.id,
              (current) => confirmNoAllergies(current, context),
              t('allergies.confirmed'),
              (now, before) => {
                const { noKnownAllergiesAt: _, ...rest } = now
                const earlier = before.noKnownAllergiesAt
                return touched(earlier ? { ...rest, noKnownAllergiesAt: earlier } : rest, context)
              },
            )
          }
        >
          {t(knowledge.kind === 'none' ? 'allergies.confirmAgain' : 'allergies.confirmNone')}
        </Button>
      )}
      {mayEdit && (
        <Button color="inherit" onClick={() => setOpen({ allergy: undefined })}>
          {t('allergies.add')}
        </Button>
      )}
      {open && <AllergyDialog patient={patient} allergy={open.allergy} onClose={() => setOpen(undefined)} />}
    </Stack>
  )
}
