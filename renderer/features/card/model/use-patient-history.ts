import { useMemo } from 'react'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { PatientHistory } from '../../../data/controls/history-control.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'

/** What of the patient's past is on this PC; undefined until that is known. Nobody has a past from before their birth. */
export function usePatientHistory({ id, birthDate }: Patient): PatientHistory | undefined {
  const { data } = useWorkplace()
  const history = useLive(useMemo(() => data.history.ofPatient(id), [data, id]))
  if (!history || history.kind === 'whole') return history
  return birthDate !== undefined && birthDate >= history.since ? { kind: 'whole' } : history
}

/** The month since when everything is here, as it is written on paper; undefined where all of it is here. */
export const sinceText = (history: PatientHistory | undefined): string | undefined =>
  history && history.kind !== 'whole' ? history.since.split('-').reverse().join('.') : undefined
