import { Button, Stack } from '@mui/material'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { mayReadType } from '#shared/domain/access/index.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { NotForRole } from '../../../ui/not-for-role.tsx'
import { PatientStrip } from '../../patients/index.ts'
import { useFilesOfPatient } from '../model/use-files-of-patient.ts'
import { FileContent } from './file-content.tsx'
import { FileHead } from './file-head.tsx'

/** One paper of a patient: what it is, and its content. */
export function FilePage() {
  const { patientId = '', referenceId } = useParams({ strict: false })
  const { t } = useTranslation('files')
  const { data, profile } = useWorkplace()
  const patient = useLive(useMemo(() => data.patients.watch(patientId), [data, patientId]))
  const all = useFilesOfPatient(patientId)
  if (!mayReadType(profile.practitioner.role, 'document-reference'))
    return <NotForRole back={`/patients/${patientId}`} />
  if (!patient || !all) return <LoadingScreen />
  const reference = all.find(({ id }) => id === referenceId)
  if (!reference)
    return (
      <EmptyState
        title={t('missing.title')}
        text={t('missing.text')}
        action={
          <Button component={Link} to={`/patients/${patientId}`} variant="contained">
            {t('toCard')}
          </Button>
        }
      />
    )
  return (
    <Stack sx={{ height: 1, minHeight: 400 }}>
      <PatientStrip patient={patient} />
      <FileContent
        key={reference.id}
        reference={reference}
        head={(file) => <FileHead reference={reference} patient={patient} file={file} />}
      />
    </Stack>
  )
}
