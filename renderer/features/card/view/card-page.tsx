import { Box, Button, Stack, Typography } from '@mui/material'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useDeferredValue, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  caresForPatients,
  givesOwnCards,
  mayPrescribe,
  mayReadType,
  maySignVisits,
  mayWriteType,
  seesClinicalContent,
} from '#shared/domain/access/index.ts'
import { readsJournal } from '#shared/domain/audit/trail-readers.ts'
import type { DocumentReference } from '#shared/domain/document-reference/document-reference.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { ConsentSection } from '../../consent/index.ts'
import { FilesSection } from '../../files/index.ts'
import { usePageKeys } from '../../patients/index.ts'
import { useCard } from '../model/use-card.ts'
import { sinceText, usePatientHistory } from '../model/use-patient-history.ts'
import { AllergyBanner } from './allergy-banner.tsx'
import { DraftList } from './draft-list.tsx'
import { IdentityStrip } from './identity-strip.tsx'
import { ImmunizationList } from './immunization-list.tsx'
import { MeasurementList } from './measurement-list.tsx'
import { OlderRecords } from './older-records.tsx'
import { OpenConflicts } from './open-conflicts.tsx'
import { PrescriptionList } from './prescription-list.tsx'
import { ProblemList } from './problem-list.tsx'
import { VisitTimeline } from './visit-timeline.tsx'
import { VitalsTrend } from './vitals-trend.tsx'

/** The card of a patient: who, what is dangerous, what is wrong, what happened. */
export function CardPage() {
  const { patientId = '' } = useParams({ strict: false })
  const { t } = useTranslation('card')
  const card = useCard(patientId)
  if (!card.found) return <LoadingScreen />
  if (!card.found.patient)
    return (
      <EmptyState
        title={t('missing.title')}
        text={t('missing.text')}
        action={
          <Button component={Link} to="/patients" variant="contained">
            {t('missing.toList')}
          </Button>
        }
      />
    )
  return <Card patient={card.found.patient} card={card} key={patientId} />
}

const left = { minHeight: 0, overflowY: 'auto', pb: 1, pr: 0.5 } as const
/** Its scroll bar, which some systems draw wide, stands in the margin of the page: the frames end where the strip ends. */
const right = { minHeight: 0, overflowY: 'auto', pb: 1, mr: -2 } as const
const gapPx = 8
const shares = { left: 1.45, right: 1 }
const rightWidth = `calc((100cqw - ${gapPx}px) * ${shares.right / (shares.left + shares.right)})`
const stacked = { gap: 1, '& > *': { flexShrink: 0 } } as const

function Card({ patient, card }: { patient: Patient; card: ReturnType<typeof useCard> }) {
  const { t } = useTranslation('card')
  const navigate = useNavigate()
  const { profile } = useWorkplace()
  const { role } = profile.practitioner
  const may = {
    edit: mayWriteType(role, 'patient'),
    sign: maySignVisits(role),
    prescribe: mayPrescribe(role, 'ordinary'),
    seeTrail: caresForPatients(role) || readsJournal(role),
    giveAccess: givesOwnCards(role),
  }
  const params = { patientId: patient.id }
  usePageKeys({
    ...(may.edit && { e: () => navigate({ to: '/patients/$patientId/edit', params }) }),
    ...(may.sign && { v: () => navigate({ to: '/patients/$patientId/visits/new', params }) }),
    ...(may.prescribe && { r: () => navigate({ to: '/patients/$patientId/prescriptions/new', params }) }),
  })
  const scroller = useRef<HTMLDivElement>(null)
  const above = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  const draftCount = card.drafts.length
  const history = usePatientHistory(patient)
  // The left side is on the screen first; the right one follows in its own turn.
  const showsRight = useDeferredValue(card.visits !== undefined, false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: drafts above the timeline move it
  useLayoutEffect(() => setOffset(above.current?.offsetHeight ?? 0), [draftCount])

  return (
    <Stack sx={{ height: 1, minHeight: 480, containerType: 'inline-size' }}>
      <IdentityStrip patient={patient} may={may} />
      <AllergyBanner patient={patient} />
      <OpenConflicts patientId={patient.id} />
      {patient.replacedBy && (
        <Box sx={{ mb: 1 }}>
          <Banner
            severity="warning"
            title={t('replaced')}
            action={
              <Button component={Link} to={`/patients/${patient.replacedBy}`} color="inherit">
                {t('openReplacement')}
              </Button>
            }
          />
        </Box>
      )}
      {seesClinicalContent(role) ? (
        <Box
          sx={{
            flex: 1,
            minHeight: 0,
            display: 'grid',
            gridTemplateColumns: `minmax(0, ${shares.left}fr) minmax(0, ${shares.right}fr)`,
            gap: `${gapPx}px`,
          }}
        >
          <Box ref={scroller} sx={left}>
            <Box ref={above}>
              {draftCount > 0 && (
                <Box sx={{ pb: 1 }}>
                  <DraftList drafts={card.drafts} />
                </Box>
              )}
            </Box>
            {card.visits ? (
              <>
                <VisitTimeline
                  visits={card.visits}
                  files={card.files ?? noFiles}
                  since={sinceText(history)}
                  scroller={scroller}
                  offset={offset + sectionHead}
                />
                {history && <OlderRecords patientId={patient.id} history={history} />}
              </>
            ) : (
              <LoadingScreen />
            )}
          </Box>
          <Box sx={right}>
            <Stack sx={{ ...stacked, width: rightWidth }}>
              {showsRight && <CardSide patient={patient} card={card} since={sinceText(history)} />}
            </Stack>
          </Box>
        </Box>
      ) : (
        <Box sx={right}>
          <Stack sx={{ ...stacked, width: '100cqw' }}>
            {mayReadType(role, 'prescription') && card.prescriptions ? (
              <PrescriptionList patientId={patient.id} prescriptions={card.prescriptions} />
            ) : (
              <Banner severity="info" title={t('withheld.title')}>
                {t('withheld.text')}
              </Banner>
            )}
            {/* Consents are asked for and signed at the registry as well. */}
            {may.edit && <ConsentSection patient={patient} />}
          </Stack>
        </Box>
      )}
    </Stack>
  )
}

/** What goes with the visits: problems, prescriptions, values, vaccinations. */
function CardSide(props: {
  patient: Patient
  card: ReturnType<typeof useCard>
  /** The month since when everything is here; undefined where all of it is. */
  since: string | undefined
}) {
  const { patient, card, since } = props
  const { t } = useTranslation('card')
  return (
    <>
      {card.conditions && (
        <ProblemList patientId={patient.id} conditions={card.conditions} visits={card.visits ?? []} />
      )}
      <FilesSection patientId={patient.id} />
      {card.prescriptions && <PrescriptionList patientId={patient.id} prescriptions={card.prescriptions} />}
      {since !== undefined && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t('older.values', { month: since })}
        </Typography>
      )}
      {card.visits && card.measurements && (
        <VitalsTrend patient={patient} visits={card.visits} measurements={card.measurements} />
      )}
      {card.measurements && <MeasurementList measurements={card.measurements} />}
      {card.immunizations && <ImmunizationList immunizations={card.immunizations} />}
      <ConsentSection patient={patient} />
    </>
  )
}

/** Until they have arrived. */
const noFiles: readonly DocumentReference[] = []

/** The head of a section, in pixels. */
const sectionHead = 37
