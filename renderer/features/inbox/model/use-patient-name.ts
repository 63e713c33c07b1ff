import { useMemo } from 'react'
import { fullName } from '#shared/domain/patient/full-name.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** The name of the person an item is about, live; undefined without one. */
export function usePatientName(patientId: string | undefined): string | undefined {
  const { data } = useWorkplace()
  const patient = useLive(
    useMemo(() => (patientId ? data.patients.watch(patientId) : undefined), [data, patientId]),
  )
  return patient && fullName(patient.name)
}
