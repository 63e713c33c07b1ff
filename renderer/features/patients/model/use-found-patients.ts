import { useMemo } from 'react'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { PatientDirectory } from './patient-directory.ts'

export interface FoundPatients {
  rows: readonly Patient[]
  /** How many there are in all, shown or not. */
  total: number
  /** Rows from here on are guesses; `rows.length` when there are none. */
  similarFrom: number
  otherLayout?: string
}

const limit = 200

/** What the list shows for a query and filters; without a query everybody. */
export function useFoundPatients(
  directory: PatientDirectory | undefined,
  query: string,
  filter: { stationId: string; settlement: string },
): FoundPatients | undefined {
  const { stationId, settlement } = filter
  return useMemo(() => {
    if (!directory) return undefined
    const fits = (patient: Patient) =>
      (!stationId || patient.catchment?.stationId === stationId) &&
      (!settlement || patient.address?.settlement === settlement)
    if (query.trim() === '') {
      const rows = stationId || settlement ? directory.sorted.filter(fits) : directory.sorted
      return { rows, total: rows.length, similarFrom: rows.length }
    }
    const filtered = stationId !== '' || settlement !== ''
    const found = directory.search(query, filtered ? directory.sorted.length : limit)
    const rows: Patient[] = []
    let similarFrom = 0
    found.ids.forEach((id, index) => {
      const patient = directory.byId.get(id)
      if (patient && fits(patient)) {
        rows.push(patient)
        if (index < found.similarFrom) similarFrom = rows.length
      }
    })
    return {
      rows: rows.slice(0, limit),
      total: filtered ? rows.length : found.total,
      similarFrom,
      ...(found.otherLayout !== undefined && { otherLayout: found.otherLayout }),
    }
  }, [directory, query, stationId, settlement])
}
