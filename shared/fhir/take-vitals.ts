import { type Visit, vitalsSchema } from '#shared/domain/visit/visit.schema.ts'
import { type FhirObservation, vitalsOf } from './map-observation.ts'

/**
 * Puts a vital-signs Observation of a finished reading into its visit. False when it must stay a measurement: no such
 * field, a value that cannot be (a typing error), or a second reading beside the first.
 */
export function takeVitals(resource: FhirObservation, visit: Visit): boolean {
  if (resource.status !== 'final' && resource.status !== 'amended' && resource.status !== 'corrected')
    return false
  const vitals = vitalsOf(resource)
  if (!vitals || vitals.length === 0) return false
  const next: Record<string, unknown> = { ...visit.vitals }
  for (const vital of vitals) {
    if (!vital || vital.field in next) return false
    next[vital.field] = vital.value
  }
  const parsed = vitalsSchema.safeParse(next)
  if (!parsed.success) return false
  visit.vitals = parsed.data
  return true
}
