import type { LeftOutReason } from './outcome.ts'

/** FHIR resource types that our record has no place for yet, by reason. */
const typesByReason: Partial<Record<LeftOutReason, string[]>> = {
  billing: [
    'Account',
    'ChargeItem',
    'Claim',
    'ClaimResponse',
    'Contract',
    'Coverage',
    'CoverageEligibilityRequest',
    'CoverageEligibilityResponse',
    'ExplanationOfBenefit',
    'Invoice',
    'PaymentNotice',
    'PaymentReconciliation',
  ],
  planning: ['Appointment', 'CarePlan', 'CareTeam', 'Goal', 'NutritionOrder', 'ServiceRequest', 'Task'],
  'results-kept': ['DiagnosticReport'],
  documents: ['Composition', 'DocumentReference', 'ImagingStudy', 'Media', 'QuestionnaireResponse'],
  devices: ['Device', 'DeviceUseStatement', 'SupplyDelivery', 'SupplyRequest'],
  technical: ['AuditEvent', 'Binary', 'MessageHeader', 'OperationOutcome', 'Provenance'],
  'name-only': ['HealthcareService', 'Location', 'Organization', 'Practitioner', 'PractitionerRole'],
}

const reasonByType = new Map(
  Object.entries(typesByReason).flatMap(([reason, types]) =>
    types.map((type) => [type, reason as LeftOutReason] as const),
  ),
)

/** Why a resource of this type is left out; `no-place` for every type nobody thought of. */
export const reasonOfType = (type: string): LeftOutReason => reasonByType.get(type) ?? 'no-place'

/** The types that become part of the record, or are read for their names: the rest need not be kept in memory. */
const readTypes = new Set([
  'Patient',
  'AllergyIntolerance',
  'Encounter',
  'Condition',
  'Observation',
  'Procedure',
  'MedicationRequest',
  'Medication',
  'Immunization',
  'Practitioner',
  'Organization',
  'Location',
  'PractitionerRole',
])

/** What the mapping needs of an entry: of a type that it does not read only type, id and address. */
export function compactEntry(entry: unknown): unknown {
  if (entry === null || typeof entry !== 'object') return entry
  const { fullUrl, resource } = entry as { fullUrl?: unknown; resource?: unknown }
  if (resource === null || typeof resource !== 'object') return { fullUrl, resource }
  const { resourceType, id } = resource as Record<string, unknown>
  return typeof resourceType === 'string' && !readTypes.has(resourceType)
    ? { fullUrl, resource: { resourceType, id } }
    : { fullUrl, resource }
}
