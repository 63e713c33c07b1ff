import { useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { renewPrescription } from '#shared/domain/prescription/prescription.commands.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { usePrescriptionRecord } from '../model/use-prescription-record.ts'
import { PrescriptionForm } from './prescription-form.tsx'

/** Writes a prescription, of a visit (`visitId`) or a repetition of another one (`from`). */
export function PrescriptionEditPage() {
  const { patientId = '' } = useParams({ strict: false })
  const { visitId, from } = useSearch({ strict: false })
  const { context } = useWorkplace()
  const record = usePrescriptionRecord(patientId, visitId)
  const repeated = record?.prescriptions.find(({ id }) => id === from)
  // Once per page: the draft gets its id here.
  const initial = useMemo(
    () => (repeated ? renewPrescription(repeated, visitId, context) : undefined),
    [repeated, visitId, context],
  )
  if (!record) return <LoadingScreen />
  return (
    <PrescriptionForm
      key={from ?? 'new'}
      patient={record.patient}
      prescriptions={record.prescriptions}
      visitId={visitId}
      initial={initial}
      diagnoses={record.diagnoses}
    />
  )
}
