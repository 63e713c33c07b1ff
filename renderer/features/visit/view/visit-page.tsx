import { Box, Button } from '@mui/material'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maySignVisits } from '#shared/domain/access/index.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { mayAmend } from '#shared/domain/visit/visit.commands.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import { rivalVersions, versionsOf } from '#shared/domain/visit/visit.versions.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Section } from '../../../ui/section.tsx'
import { GuardedPrint } from '../../consent/index.ts'
import { FilesSection } from '../../files/index.ts'
import { ReasonDialog, useReopen } from '../../kept-forms/index.ts'
import { MissingRecord, PatientStrip } from '../../patients/index.ts'
import { SignatureAlarm, SignatureMark, useSignatureStatus } from '../../signature/index.ts'
import { ClockDoubtMark, DocumentStateMark, useDocumentStates } from '../../sync/index.ts'
import { showMoment } from '../model/show-values.ts'
import { usePatientRecord } from '../model/use-patient-record.ts'
import { useVisitActions } from '../model/use-visit-actions.ts'
import { visitExtract } from '../model/visit-extract.ts'
import { SignedVisit } from './signed-visit.tsx'
import { VersionHistory } from './version-history.tsx'
import { VisitNotices } from './visit-notices.tsx'

/** A signed visit: to be read, printed, amended; never changed. */
export function VisitPage() {
  const { patientId = '', visitId = '' } = useParams({ strict: false })
  const { t } = useTranslation('visit')
  const record = usePatientRecord(patientId)
  if (!record.patient || !record.loaded) return <LoadingScreen />
  const visit = record.visits.find(({ id }) => id === visitId)
  if (!visit)
    return (
      <MissingRecord
        patientId={patientId}
        title={t('view.missing')}
        text={t('view.missingText')}
        toCard={t('page.toCard')}
      />
    )
  return <ShownVisit key={visit.id} visit={visit} patient={record.patient} record={record} />
}

interface ShownVisitProps {
  visit: Visit
  patient: Patient
  record: ReturnType<typeof usePatientRecord>
}

function ShownVisit({ visit, patient, record }: ShownVisitProps) {
  const { t } = useTranslation('visit')
  const { profile } = useWorkplace()
  const { amend, cancel } = useVisitActions(visit, patient)
  const [cancelling, setCancelling] = useState(false)
  const placeOfCancel = `visit-cancel/${patient.id}/${visit.id}`
  useReopen(placeOfCancel, () => setCancelling(true))
  const state = useDocumentStates([visit.id])?.get(visit.id)
  const signature = useSignatureStatus(visit)

  const versions = versionsOf(record.visits, visit.rootId)
  const newest = versions.at(-1) ?? visit
  const ids = new Set(versions.map(({ id }) => id))
  const prescriptions = record.prescriptions.filter(({ visitId }) => visitId && ids.has(visitId))
  const amendable = visit.id === newest.id && mayAmend(visit) && maySignVisits(profile.practitioner.role)

  return (
    <Box sx={{ maxWidth: 1200 }}>
      <PatientStrip patient={patient} />
      <PageHeader
        title={t('view.title', { date: showMoment(visit.startedAt) })}
        windowTitle={t('page.title')}
        facts={
          <>
            <span>{t(`kinds.${visit.kind}`)}</span>
            <ClockDoubtMark document={visit} />
            <SignatureMark status={signature} />
            <DocumentStateMark state={state} />
          </>
        }
        actions={
          <>
            <Button component={Link} to={`/patients/${patient.id}`}>
              {t('view.card')}
            </Button>
            <GuardedPrint
              patient={patient}
              make={() => visitExtract(visit, patient, prescriptions, profile, signature)}
            />
            {amendable && (
              <>
                <Button color="error" onClick={() => setCancelling(true)}>
                  {t('view.cancel')}
                </Button>
                <Button variant="contained" onClick={() => void amend()}>
                  {t('view.amend')}
                </Button>
              </>
            )}
          </>
        }
      />
      <SignatureAlarm status={signature} />
      <VisitNotices visit={visit} newest={newest} rivals={rivalVersions(versions)} />
      <SignedVisit visit={visit} prescriptions={prescriptions} />
      <Box sx={{ mt: 1.5 }}>
        <FilesSection patientId={patient.id} visitId={visit.rootId} />
      </Box>
      {versions.length > 1 && (
        <Box sx={{ mt: 1.5 }}>
          <Section title={t('history.title')}>
            <VersionHistory versions={versions} shownId={visit.id} />
          </Section>
        </Box>
      )}
      {cancelling && (
        <ReasonDialog
          place={placeOfCancel}
          title={t('cancelDialog.title')}
          text={t('cancelDialog.text')}
          reason={t('cancelDialog.reason')}
          confirm={t('cancelDialog.confirm')}
          onClose={() => setCancelling(false)}
          onConfirm={cancel}
        />
      )}
    </Box>
  )
}
