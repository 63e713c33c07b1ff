import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { fullName } from '#shared/domain/patient/full-name.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { formatPartialDate } from '#shared/kit/partial-date.ts'
import { useWorkplace } from '../../../data/workplace-context.tsx'
import { usePatientDirectory } from '../../patients/index.ts'
import type { FoundPatient, JournalDesk } from './journal-desk.ts'

const mostFound = 20

export const foundPatient = ({ id, name, birthDate }: Patient): FoundPatient => ({
  id,
  text: `${fullName(name)}, ${formatPartialDate(birthDate)}`,
})

/** The journal in a workplace: names and search by the cards that are here. */
export function useWorkplaceDesk(): JournalDesk {
  const { data, context, stationId } = useWorkplace()
  const directory = usePatientDirectory()
  const navigate = useNavigate()
  return useMemo(
    () => ({
      reader: data.audit,
      clock: context.clock,
      stationId,
      nameOf(patientId) {
        const patient = directory?.byId.get(patientId)
        return patient && fullName(patient.name)
      },
      find: (text) =>
        text.trim() === '' || !directory
          ? []
          : directory
              .search(text, mostFound)
              .ids.flatMap((id) => directory.byId.get(id) ?? [])
              .slice(0, mostFound)
              .map(foundPatient),
      openTrail: (patientId) =>
        void navigate({ to: '/patients/$patientId/trail', params: { patientId } as never }),
    }),
    [data, context, stationId, directory, navigate],
  )
}
