import { useMemo } from 'react'
import type { Coding } from '#shared/domain/common/envelope.ts'
import { currentVersions } from '#shared/domain/visit/visit.versions.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** What a visit needs of the patient's record, live; `ready` when the patient is there. */
export function usePatientRecord(patientId: string) {
  const { data } = useWorkplace()
  const queries = useMemo(
    () => ({
      patient: data.patients.watch(patientId),
      visits: data.visits.watchOfPatient(patientId),
      conditions: data.conditions.watchOfPatient(patientId),
      prescriptions: data.prescriptions.watchOfPatient(patientId),
    }),
    [data, patientId],
  )
  const patient = useLive(queries.patient)
  const allVisits = useLive(queries.visits)
  const conditions = useLive(queries.conditions)
  const prescriptions = useLive(queries.prescriptions)

  return useMemo(() => {
    const visits = allVisits ?? []
    const active = (conditions ?? []).filter(({ clinicalStatus }) =>
      ['active', 'recurrence', 'remission'].includes(clinicalStatus),
    )
    const recent: Coding[] = currentVersions(visits)
      .filter(({ status }) => status !== 'entered-in-error')
      .slice(0, 10)
      .flatMap(({ diagnoses }) => diagnoses.map(({ coding }) => coding))
      .filter(({ system }) => system === 'icd-10')
    return {
      patient,
      /** Everything has arrived at least once. */
      loaded: allVisits !== undefined && conditions !== undefined && prescriptions !== undefined,
      visits,
      conditions: conditions ?? [],
      problems: active.map(({ coding }) => coding).filter(({ system }) => system === 'icd-10'),
      recent,
      prescriptions: prescriptions ?? [],
    }
  }, [patient, allVisits, conditions, prescriptions])
}
