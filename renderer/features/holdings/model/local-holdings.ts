import type { StationHoldings } from '#shared/contract/holdings.ts'
import { byName, heldPatient } from '#shared/domain/patient/held-patient.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'
import type { LiveQuery, SyncStatus } from '../../../data/workplace-data.ts'

/** The first value of a live query. */
const now = <T>(query: LiveQuery<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    let end: (() => void) | undefined
    let isOver = false
    end = query.subscribe((value) => {
      isOver = true
      resolve(value)
      end?.()
    }, reject)
    if (isOver) end()
  })

/** What this very PC holds, counted on it: the exact list, while it is still there. */
export async function localHoldings({
  data,
  profile,
  stationId,
  context,
}: Workplace): Promise<StationHoldings> {
  const collections = {
    visit: data.visits,
    prescription: data.prescriptions,
    condition: data.conditions,
    measurements: data.measurements,
    immunization: data.immunizations,
  }
  const patients: readonly Patient[] = await now(data.patients.watchAll())
  const perPatient = new Map<string, number>(patients.map(({ id }) => [id, 1]))
  const counts: Record<string, number> = { patient: patients.length }
  for (const [type, repository] of Object.entries(collections))
    for (const [patientId, count] of await repository.countByPatient()) {
      counts[type] = (counts[type] ?? 0) + count
      perPatient.set(patientId, (perPatient.get(patientId) ?? 0) + count)
    }
  const status: SyncStatus = await now(data.sync.status)
  return {
    clinicId: profile.clinicId,
    stationId,
    madeAt: isoNow(context.clock),
    source: 'station',
    ...(status.lastContactMs !== undefined && {
      lastContactAt: new Date(status.lastContactMs).toISOString(),
    }),
    revoked: false,
    people: [{ name: profile.practitioner.name, role: profile.practitioner.role }],
    reach: 'clinic',
    onlyHere: status.onlyHere,
    counts,
    patients: patients.map((patient) => heldPatient(patient, perPatient.get(patient.id) ?? 1)).sort(byName),
  }
}
