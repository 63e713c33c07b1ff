import { useEffect, useMemo, useState } from 'react'
import type { Coding } from '#shared/domain/common/envelope.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** What a prescription needs of the patient's record; undefined until all of it has arrived. */
export function usePrescriptionRecord(patientId: string, visitId?: string) {
  const { data } = useWorkplace()
  const queries = useMemo(
    () => ({
      patient: data.patients.watch(patientId),
      prescriptions: data.prescriptions.watchOfPatient(patientId),
      conditions: data.conditions.watchOfPatient(patientId),
    }),
    [data, patientId],
  )
  const patient = useLive(queries.patient)
  const prescriptions = useLive(queries.prescriptions)
  const conditions = useLive(queries.conditions)
  const [ofVisit, setOfVisit] = useState<readonly Coding[]>()
  useEffect(() => {
    let wanted = true
    const visit = visitId
      ? Promise.all([data.drafts.get(visitId), data.visits.get(visitId)]).then(
          ([draft, signed]) => draft ?? signed,
        )
      : Promise.resolve(undefined)
    visit.then((found) => wanted && setOfVisit(found?.diagnoses.map(({ coding }) => coding) ?? []))
    return () => {
      wanted = false
    }
  }, [data, visitId])

  return useMemo(() => {
    if (!patient || !prescriptions || !conditions || !ofVisit) return undefined
    const active = conditions
      .filter(({ clinicalStatus }) => ['active', 'recurrence', 'remission'].includes(clinicalStatus))
      .map(({ coding }) => coding)
    const diagnoses = [...new Map([...ofVisit, ...active].map((coding) => [coding.code, coding])).values()]
    return { patient, prescriptions, diagnoses }
  }, [patient, prescriptions, conditions, ofVisit])
}
