import type { StationHoldings } from '#shared/contract/holdings.ts'
import { byName, heldPatient } from '#shared/domain/patient/held-patient.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import { isoNow } from '#shared/kit/clock.ts'
import type { SyncStatus } from '../../../data/controls/sync-control.ts'
import { firstOf } from '../../../data/live/first-of.ts'
import type { Workplace } from '../../../data/workplace-context.tsx'

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
    'document-reference': data.documentReferences,
  }
  const patients: readonly Patient[] = await firstOf(data.patients.watchAll())
  const perPatient = new Map<string, number>(patients.map(({ id }) => [id, 1]))
  const counts: Record<string, number> = { patient: patients.length }
  for (const [type, repository] of Object.entries(collections))
    for (const [patientId, count] of await repository.countByPatient()) {
      counts[type] = (counts[type] ?? 0) + count
      perPatient.set(patientId, (perPatient.get(patientId) ?? 0) + count)
    }
  const status: SyncStatus = await firstOf(data.sync.status)
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
