import { useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { mayPrescribe } from '#shared/domain/access/index.ts'
import { renewPrescription } from '#shared/domain/prescription/prescription.commands.ts'
import type { PrescriptionDraft } from '#shared/domain/prescription/prescription.draft.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { LoadingScreen } from '../../../ui/loading-screen.tsx'
import { NotForRole } from '../../../ui/not-for-role.tsx'
import { useKeptDraft } from '../model/use-kept-draft.ts'
import { usePrescriptionRecord } from '../model/use-prescription-record.ts'
import { PrescriptionForm } from './prescription-form.tsx'

/** The draft as one of the visit that it is opened from now. */
const ofVisit = (
  { visitId: _, ...draft }: PrescriptionDraft,
  visitId: string | undefined,
): PrescriptionDraft => (visitId ? { ...draft, visitId } : draft)

/** Writes a prescription, of a visit (`visitId`) or a repetition of another one (`from`), or goes on with one begun. */
export function PrescriptionEditPage() {
  const { patientId = '' } = useParams({ strict: false })
  const { role } = useWorkplace().profile.practitioner
  return mayPrescribe(role, 'ordinary') ? <Writing /> : <NotForRole back={`/patients/${patientId}`} />
}

function Writing() {
  const { patientId = '' } = useParams({ strict: false })
  const { visitId, from } = useSearch({ strict: false })
  const { data, context } = useWorkplace()
  const record = usePrescriptionRecord(patientId, visitId)
  const kept = useKeptDraft(patientId)
  const [anew, setAnew] = useState(false)
  const repeated = record?.prescriptions.find(({ id }) => id === from)
  // Once per page: the draft gets its id here.
  const renewed = useMemo(
    () => (repeated ? renewPrescription(repeated, visitId, context) : undefined),
    [repeated, visitId, context],
  )
  if (!record || kept === undefined) return <LoadingScreen />
  // A repetition that was begun before goes on; another drug is another prescription.
  const begun =
    anew || kept === 'none' || (repeated && repeated.medication.inn !== kept.medication.inn)
      ? undefined
      : kept
  return (
    <PrescriptionForm
      key={`${from ?? 'new'} ${anew}`}
      patient={record.patient}
      prescriptions={record.prescriptions}
      visitId={visitId}
      initial={begun ? ofVisit(begun, visitId) : renewed}
      diagnoses={record.diagnoses}
      {...(begun
        ? {
            onAnew: () => {
              void data.prescriptionDrafts.remove(patientId)
              setAnew(true)
            },
          }
        : {})}
    />
  )
}
