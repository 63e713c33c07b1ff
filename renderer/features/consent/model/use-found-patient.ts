import { useMemo } from 'react'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { LiveQuery } from '../../../data/controls/live-query.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** The patient, live; undefined while it is not known, `{patient: undefined}` where there is none. */
export function useFoundPatient(patientId: string): { patient: Patient | undefined } | undefined {
  const { data } = useWorkplace()
  return useLive(
    useMemo((): LiveQuery<{ patient: Patient | undefined }> => {
      const query = data.patients.watch(patientId)
      return {
        subscribe: (listener, onError) => query.subscribe((patient) => listener({ patient }), onError),
      }
    }, [data, patientId]),
  )
}
