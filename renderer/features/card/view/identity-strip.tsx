import Edit from '@mui/icons-material/EditOutlined'
import { Box, Button, Stack, Link as TextLink, Typography } from '@mui/material'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { mayDispense } from '#shared/domain/access/index.ts'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPhone } from '#shared/domain/patient/phone.ts'
import { formatPartialDate, minskDay } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { addressLine, ConsentChips, useAgeText } from '../../patients/index.ts'
import { DocumentStateMark, useDocumentStates } from '../../sync/index.ts'
import { dayText } from '../model/day-text.ts'
import { MergeLine } from './merge-line.tsx'
import { PatientAccessLink } from './patient-access-link.tsx'

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Typography variant="body2" component="span" sx={{ whiteSpace: 'nowrap' }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {label}{' '}
      </Box>
      {children}
    </Typography>
  )
}

/** What the person may do with this card. */
export interface CardRights {
  edit: boolean
  sign: boolean
  prescribe: boolean
  /** Hands the patient the list of who opened the card. */
  seeTrail: boolean
  /** Makes the account by which the patient reads the card. */
  giveAccess: boolean
}

/** Who this card is about; stays in sight while the card scrolls. */
export function IdentityStrip({ patient, may }: { patient: Patient; may: CardRights }) {
  const { t } = useTranslation('card')
  const { t: inPatients } = useTranslation('patients')
  const { t: inAudit } = useTranslation('audit')
  const ageText = useAgeText()
  const { context, profile } = useWorkplace()
  const today = minskDay(context.clock.now())
  const state = useDocumentStates([patient.id])?.get(patient.id)
  const { sex, birthDate, deceasedAt, personalNumber, address, contacts, catchment, bloodGroup } = patient
  const phones = contacts?.filter(({ system }) => system === 'phone') ?? []
  const to = `/patients/${patient.id}`
  return (
    <Box>
      <PageHeader
        title={fullName(patient.name)}
        windowTitle={t('windowTitle')}
        facts={
          <>
            <Typography variant="subtitle1" component="span">
              {deceasedAt
                ? t(`died.${sex}`, { date: dayText(deceasedAt), age: ageText(birthDate, deceasedAt) })
                : ageText(birthDate, today)}
              , {inPatients(`sex.${sex}`)}, {formatPartialDate(birthDate)}
            </Typography>
            <DocumentStateMark state={state} />
            <ConsentChips patient={patient} />
            {patient.flags?.map((flag) => (
              <StatusChip
                key={flag.id}
                tone={flag.level === 'warning' ? 'attention' : 'neutral'}
                label={flag.text}
              />
            ))}
          </>
        }
        actions={
          <>
            {may.edit && (
              <Button
                component={Link}
                to={`${to}/edit`}
                startIcon={<Edit />}
                endIcon={<KeyHint keys="E" />}
                color="secondary"
              >
                {t('actions.edit')}
              </Button>
            )}
            {may.prescribe && (
              <Button
                component={Link}
                to={`${to}/prescriptions/new`}
                variant="outlined"
                endIcon={<KeyHint keys="R" />}
              >
                {t('actions.prescribe')}
              </Button>
            )}
            {may.sign && (
              <Button
                component={Link}
                to={`${to}/visits/new`}
                variant="contained"
                endIcon={<KeyHint keys="V" />}
              >
                {t('actions.newVisit')}
              </Button>
            )}
          </>
        }
      />
      <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 2.5, rowGap: 0.25, mt: -0.75, mb: 1 }}>
        {patient.nameBe && (
          <Typography variant="body2" lang="be" sx={{ color: 'text.secondary' }}>
            {fullName(patient.nameBe)}
          </Typography>
        )}
        {patient.previousNames && patient.previousNames.length > 0 && (
          <Fact label={t('facts.previously')}>
            {[...new Set(patient.previousNames.map(({ family }) => family))].join(', ')}
          </Fact>
        )}
        {/* A pharmacy gets no numbers (rule S27): that there is none is not known. */}
        {!mayDispense(profile.practitioner.role) && (
          <Fact label={t('facts.personalNumber')}>{personalNumber ?? t('facts.noNumber')}</Fact>
        )}
        {address && <Fact label={t('facts.address')}>{addressLine(address, true)}</Fact>}
        {phones.length > 0 && (
          <Fact label={t('facts.phone')}>{phones.map(({ value }) => formatPhone(value)).join(', ')}</Fact>
        )}
        {catchment && <Fact label={t('facts.station')}>{catchment.stationName}</Fact>}
        {bloodGroup && <Fact label={t('facts.bloodGroup')}>{bloodGroup}</Fact>}
        {patient.guardian && (
          <Fact label={t('facts.guardian')}>
            {[patient.guardian.name, patient.guardian.relation, formatPhone(patient.guardian.phone ?? '')]
              .filter(Boolean)
              .join(', ')}
          </Fact>
        )}
        {may.seeTrail && (
          <TextLink component={Link} to={`${to}/trail`} variant="body2">
            {inAudit('trail.open')}
          </TextLink>
        )}
        {may.giveAccess && <PatientAccessLink patient={patient} />}
        <MergeLine document={patient} />
      </Stack>
    </Box>
  )
}
