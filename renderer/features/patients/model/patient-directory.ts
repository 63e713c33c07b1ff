import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { comparePatients } from '#shared/domain/patient/patient-order.ts'
import { createPatientSearch, type PatientSearchResult } from '#shared/domain/patient/patient-search.ts'

/** The clinic's patients in order, with their search; takes new lists in with work for the changed ones only. */
export interface PatientDirectory {
  /** In the order of the alphabet; cards that were replaced by another are left out. */
  readonly sorted: readonly Patient[]
  readonly byId: ReadonlyMap<string, Patient>
  search(query: string, limit: number): PatientSearchResult
}

/** Above this many changes a new index is quicker than single updates. */
const rebuildAbove = 500

export function createDirectoryFeed(): (patients: readonly Patient[]) => PatientDirectory {
  const search = createPatientSearch()
  let byId = new Map<string, Patient>()
  return (patients) => {
    const open = patients.filter((patient) => !patient.replacedBy)
    const next = new Map(open.map((patient) => [patient.id, patient]))
    const changed = open.filter((patient) => byId.get(patient.id) !== patient)
    if (changed.length > rebuildAbove) search.build(open)
    else {
      for (const id of byId.keys()) if (!next.has(id)) search.remove(id)
      for (const patient of changed) search.update(patient)
    }
    byId = next
    return {
      sorted: [...open].sort(comparePatients),
      byId,
      search: (query, limit) => search.search(query, limit),
    }
  }
}
