import { useMemo } from 'react'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { fullName } from '../../patients/index.ts'

/** The name of the person an item is about, live; undefined without one. */
export function usePatientName(patientId: string | undefined): string | undefined {
  const { data } = useWorkplace()
  const patient = useLive(
    useMemo(() => (patientId ? data.patients.watch(patientId) : undefined), [data, patientId]),
  )
  return patient && fullName(patient.name)
}
