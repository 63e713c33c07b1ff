import Warning from '@mui/icons-material/WarningAmber'
import { Box, Stack, Link as TextLink, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { allergyKnowledge } from '#shared/domain/patient/allergy.commands.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { useAgeText } from '../model/use-age-text.ts'
import { ConsentChips } from './consent-chips.tsx'

/** Whom a page is about, in one line that leads to the card, with the allergies where they cannot be missed. */
export function PatientStrip({ patient }: { patient: Patient }) {
  const { t } = useTranslation(['patients', 'card'])
  const { context } = useWorkplace()
  const ageText = useAgeText()
  const allergies = allergyKnowledge(patient)
  const some = allergies.kind === 'some'
  return (
    <Stack
      direction="row"
      sx={{
        alignItems: 'stretch',
        minHeight: 32,
        mb: 0.5,
        border: 1,
        borderRadius: 1,
        borderColor: some ? 'error.dark' : 'divider',
        bgcolor: 'background.paper',
        overflow: 'hidden',
      }}
    >
      <Typography
        variant="subtitle1"
        component="p"
        sx={{ px: 1.5, alignSelf: 'center', whiteSpace: 'nowrap' }}
      >
        <TextLink component={Link} to={`/patients/${patient.id}`} color="inherit">
          {fullName(patient.name)}
        </TextLink>
        <Box component="span" sx={{ fontWeight: 400 }}>
          {' · '}
          {ageText(patient.birthDate, minskDay(context.clock.now()))}, {t(`patients:sex.${patient.sex}`)},{' '}
          {formatPartialDate(patient.birthDate)}
        </Box>
      </Typography>
      <Stack
        direction="row"
        sx={{ gap: 0.75, alignItems: 'center', pr: 1.5, '&:empty': { display: 'none' } }}
      >
        <ConsentChips patient={patient} />
      </Stack>
      <Stack
        direction="row"
        role={some ? 'alert' : 'status'}
        sx={{
          flex: 1,
          minWidth: 0,
          px: 1.5,
          py: 0.25,
          gap: 1,
          alignItems: 'center',
          ...(some
            ? { bgcolor: 'error.main', color: 'error.contrastText' }
            : { color: allergies.kind === 'unasked' ? 'warning.main' : 'text.secondary' }),
        }}
      >
        {some && <Warning fontSize="small" />}
        <Typography
          variant="body2"
          component="span"
          sx={{ fontWeight: some ? 600 : 400, overflowWrap: 'anywhere' }}
        >
          {allergies.kind === 'some'
            ? `${t('card:allergies.title')}: ${allergies.active
                .map(({ substance, reaction }) => [substance.text, reaction].filter(Boolean).join(' – '))
                .join('; ')}`
            : allergies.kind === 'none'
              ? t('card:allergies.none', { date: formatPartialDate(minskDay(Date.parse(allergies.at))) })
              : t('card:allergies.unasked')}
        </Typography>
      </Stack>
    </Stack>
  )
}
