import { Button } from '@mui/material'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { PatientStrip } from '../../patients/index.ts'
import { Trail } from './trail.tsx'

/** Who opened this card: to be looked through, and to be handed to the patient on paper. */
export function TrailPage() {
  const { patientId = '' } = useParams({ strict: false })
  const { t } = useTranslation('audit')
  const { data, profile, context, stationId } = useWorkplace()
  const patient = useLive(useMemo(() => data.patients.watch(patientId), [data, patientId]))
  if (!patient) return <LoadingScreen />
  return (
    <Trail
      patient={patient}
      source={data.audit}
      profile={profile}
      issuedBy={profile.practitioner}
      clock={context.clock}
      stationId={stationId}
      strip={<PatientStrip patient={patient} />}
      actions={
        <Button component={Link} to={`/patients/${patientId}`}>
          {t('trail.toCard')}
        </Button>
      }
    />
  )
}
