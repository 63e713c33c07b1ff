import { Navigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { maySignVisits } from '#shared/domain/access/index.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { NotForRole } from '../../../ui/not-for-role.tsx'
import { MissingRecord } from '../../patients/index.ts'
import { usePatientRecord } from '../model/use-patient-record.ts'
import { useLoadedDraft } from '../model/use-visit-draft.ts'
import { VisitForm } from './visit-form.tsx'

/** Writes a visit: a new one, an unfinished one, or the amendment of a signed one. For those who sign visits. */
export function VisitEditPage() {
  const { patientId = '' } = useParams({ strict: false })
  const { role } = useWorkplace().profile.practitioner
  return maySignVisits(role) ? <Writing /> : <NotForRole back={`/patients/${patientId}`} />
}

function Writing() {
  const { patientId = '', visitId } = useParams({ strict: false })
  const { t } = useTranslation('visit')
  const loaded = useLoadedDraft(patientId, visitId)
  const record = usePatientRecord(patientId)

  if (loaded.kind === 'already-signed')
    return (
      <Navigate
        to="/patients/$patientId/visits/$visitId"
        params={{ patientId, visitId: loaded.visitId }}
        replace
      />
    )
  if (loaded.kind === 'missing')
    return (
      <MissingRecord
        patientId={patientId}
        title={t('page.missing')}
        text={t('page.missingText')}
        toCard={t('page.toCard')}
      />
    )
  if (loaded.kind === 'loading' || !record.patient || !record.loaded) return <LoadingScreen />
  return (
    <VisitForm
      key={loaded.draft.id}
      initial={loaded.draft}
      found={loaded.found}
      patient={record.patient}
      record={record}
    />
  )
}
