import { useMemo } from 'react'
import type { LiveQuery } from '../../../data/controls/live-query.ts'
import { useLive, useWorkplace } from '../../../data/workplace-context.tsx'
import type { WorkplaceData } from '../../../data/workplace-data.ts'
import { createDirectoryFeed, type PatientDirectory } from './patient-directory.ts'

const queries = new WeakMap<WorkplaceData, LiveQuery<PatientDirectory>>()

/** One directory for one open database, whichever screens look at it: it is made once and then only kept up. */
function directoryOf(data: WorkplaceData): LiveQuery<PatientDirectory> {
  const known = queries.get(data)
  if (known) return known
  const feed = createDirectoryFeed()
  const all = data.patients.watchAll()
  const query: LiveQuery<PatientDirectory> = {
    subscribe: (listener, onError) => all.subscribe((patients) => listener(feed(patients)), onError),
  }
  queries.set(data, query)
  return query
}

/** All patients with their search; undefined until the database has answered. */
export function usePatientDirectory(): PatientDirectory | undefined {
  const { data } = useWorkplace()
  return useLive(useMemo(() => directoryOf(data), [data]))
}
