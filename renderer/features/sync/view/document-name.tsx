import { Link } from '@mui/material'
import { Link as RouterLink } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** What a document is and whose, as the way to the card. */
export function DocumentName(props: { type: string; patientId: unknown; onLeave: () => void }) {
  const { t } = useTranslation('common')
  const { data } = useWorkplace()
  const { patientId } = props
  const patient = useLive(
    useMemo(
      () => (typeof patientId === 'string' ? data.patients.watch(patientId) : undefined),
      [data, patientId],
    ),
  )
  const word = t(`documents.${props.type}`, { defaultValue: t('documents.other') })
  if (!patient) return word
  return (
    <Link component={RouterLink} to={`/patients/${patient.id}`} onClick={props.onLeave}>
      {word}: {fullName(patient.name)}
    </Link>
  )
}
