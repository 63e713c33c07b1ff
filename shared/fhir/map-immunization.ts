import { z } from 'zod'
import {
  type Immunization,
  immunizationSchemaVersion,
} from '#shared/domain/immunization/immunization.schema.ts'
import type { BundleEntry } from './bundle-index.ts'
import { conceptText, pickCoding } from './codings.ts'
import { annotation, codeableConcept, fhirDateTime, fhirReference } from './elements.ts'
import { importedEnvelope, joinTexts, type MappingContext, present } from './mapping-context.ts'
import type { ResourceSource } from './source-id.ts'

export const fhirImmunization = z.looseObject({
  status: z.string(),
  statusReason: codeableConcept.optional(),
  vaccineCode: codeableConcept,
  patient: fhirReference,
  encounter: fhirReference.optional(),
  occurrenceDateTime: fhirDateTime.optional(),
  occurrenceString: z.string().optional(),
  recorded: fhirDateTime.optional(),
  lotNumber: z.string().optional(),
  note: z.array(annotation).optional(),
  protocolApplied: z
    .array(z.looseObject({ series: z.string().optional(), doseNumberPositiveInt: z.number().optional() }))
    .optional(),
})

export const immunizationFields = [
  'status',
  'statusReason',
  'vaccineCode',
  'patient',
  'encounter',
  'occurrenceDateTime',
  'occurrenceString',
  'recorded',
  'lotNumber',
  'note',
  'protocolApplied',
]

/**
 * FHIR Immunization to ours. A time in words (`in childhood`) goes into the note beside the date of recording. A
 * string names the field without which there is no immunization.
 */
export function mapImmunization(
  resource: z.infer<typeof fhirImmunization>,
  entry: BundleEntry & { source: ResourceSource },
  visit: { id: string; startedAt: string } | undefined,
  context: MappingContext,
): Immunization | 'vaccineCode' | 'occurrenceDateTime' {
  const vaccine = pickCoding(resource.vaccineCode, ['cvx', 'snomed'])
  if (!vaccine) return 'vaccineCode'
  const occurredAt = resource.occurrenceDateTime ?? resource.recorded ?? visit?.startedAt
  if (occurredAt === undefined) return 'occurrenceDateTime'
  const protocol = resource.protocolApplied?.[0]
  return {
    ...importedEnvelope('immunization', immunizationSchemaVersion, entry.source, context),
    patientId: context.patientId,
    vaccine,
    status:
      resource.status === 'not-done' || resource.status === 'entered-in-error'
        ? resource.status
        : 'completed',
    occurredAt,
    ...present({
      visitId: visit?.id,
      doseNumber: protocol?.doseNumberPositiveInt,
      series: protocol?.series,
      lotNumber: resource.lotNumber,
      note: joinTexts(
        ...(resource.note ?? []).map((note) => note.text),
        resource.occurrenceString,
        conceptText(resource.statusReason),
      ),
    }),
  }
}
