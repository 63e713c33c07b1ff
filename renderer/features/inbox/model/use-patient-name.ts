import { useMemo } from 'react'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

const fullName = ({ name }: Patient): string =>
  [name.family, name.given, name.patronymic].filter(Boolean).join(' ')

/** The name of the person an item is about, live; undefined without one. */
export function usePatientName(patientId: string | undefined): string | undefined {
  const { data } = useWorkplace()
  const patient = useLive(
    useMemo(() => (patientId ? data.patients.watch(patientId) : undefined), [data, patientId]),
  )
  return patient && fullName(patient)
}
