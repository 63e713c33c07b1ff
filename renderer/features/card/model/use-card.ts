import { useMemo } from 'react'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { LiveQuery } from '../../../data/controls/live-query.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import { useFilesOfPatient } from '../../files/index.ts'

/** Tells "there is no such card" from "not known yet". */
const known = (query: LiveQuery<Patient | undefined>): LiveQuery<{ patient: Patient | undefined }> => ({
  subscribe: (listener, onError) => query.subscribe((patient) => listener({ patient }), onError),
})

/** Everything on one card, live. Each part is undefined until it has arrived. */
export function useCard(patientId: string) {
  const { data } = useWorkplace()
  const queries = useMemo(
    () => ({
      patient: known(data.patients.watch(patientId)),
      visits: data.visits.watchOfPatient(patientId),
      conditions: data.conditions.watchOfPatient(patientId),
      prescriptions: data.prescriptions.watchOfPatient(patientId),
      measurements: data.measurements.watchOfPatient(patientId),
      immunizations: data.immunizations.watchOfPatient(patientId),
      drafts: data.drafts.watchAll(),
    }),
    [data, patientId],
  )
  const drafts = useLive(queries.drafts)
  return {
    found: useLive(queries.patient),
    visits: useLive(queries.visits),
    conditions: useLive(queries.conditions),
    prescriptions: useLive(queries.prescriptions),
    measurements: useLive(queries.measurements),
    immunizations: useLive(queries.immunizations),
    files: useFilesOfPatient(patientId),
    drafts: useMemo(
      () => drafts?.filter((draft) => draft.patientId === patientId) ?? [],
      [drafts, patientId],
    ),
  }
}
