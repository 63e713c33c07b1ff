import { z } from 'zod'
import { type Condition, conditionSchemaVersion } from '#shared/domain/condition/condition.schema.ts'
import type { Diagnosis } from '#shared/domain/visit/visit.schema.ts'
import { wordTable } from '../kit/word-table.ts'
import type { BundleEntry } from './bundle-index.ts'
import { firstCode, pickCoding } from './codings.ts'
import { annotation, codeableConcept, fhirDateTime, fhirPeriod, fhirReference } from './elements.ts'
import { importedEnvelope, joinTexts, type MappingContext, present } from './mapping-context.ts'
import { type LeftOut, leftOut } from './outcome.ts'
import { importedId, type ResourceSource } from './source-id.ts'

export const fhirCondition = z.looseObject({
  clinicalStatus: codeableConcept.optional(),
  verificationStatus: codeableConcept.optional(),
  code: codeableConcept,
  subject: fhirReference,
  encounter: fhirReference.optional(),
  onsetDateTime: fhirDateTime.optional(),
  onsetPeriod: fhirPeriod.optional(),
  onsetString: z.string().optional(),
  abatementDateTime: fhirDateTime.optional(),
  abatementPeriod: fhirPeriod.optional(),
  abatementString: z.string().optional(),
  recordedDate: fhirDateTime.optional(),
  note: z.array(annotation).optional(),
})

export const conditionFields = [
  'clinicalStatus',
  'verificationStatus',
  'code',
  'subject',
  'encounter',
  'onsetDateTime',
  'onsetPeriod',
  'onsetString',
  'abatementDateTime',
  'abatementPeriod',
  'abatementString',
  'recordedDate',
  'note',
]

const statuses = wordTable<Condition['clinicalStatus']>({
  active: 'active',
  recurrence: 'recurrence',
  relapse: 'recurrence',
  inactive: 'inactive',
  remission: 'remission',
  resolved: 'resolved',
})

export const diagnosisSystems = ['icd-10', 'icd-10-cm', 'snomed']

function clinicalStatus(
  resource: z.infer<typeof fhirCondition>,
  ended: boolean,
): Condition['clinicalStatus'] {
  if (firstCode(resource.verificationStatus) === 'entered-in-error') return 'entered-in-error'
  const code = firstCode(resource.clinicalStatus)
  if (code !== undefined && Object.hasOwn(statuses, code)) return statuses[code]!
  return ended ? 'resolved' : 'active'
}

/** FHIR Condition to an entry of the problem list; undefined when it names no disease. */
export function mapCondition(
  resource: z.infer<typeof fhirCondition>,
  entry: BundleEntry & { source: ResourceSource },
  visitId: string | undefined,
  context: MappingContext,
): Condition | LeftOut | undefined {
  const verification = firstCode(resource.verificationStatus)
  if (verification === 'refuted') return leftOut('refuted')
  const coding = pickCoding(resource.code, diagnosisSystems)
  if (!coding) return undefined
  const abatement = resource.abatementDateTime ?? resource.abatementPeriod?.end
  return {
    ...importedEnvelope('condition', conditionSchemaVersion, entry.source, context),
    patientId: context.patientId,
    coding,
    clinicalStatus: clinicalStatus(
      resource,
      abatement !== undefined || resource.abatementString !== undefined,
    ),
    certainty: verification === 'provisional' || verification === 'differential' ? 'preliminary' : 'final',
    ...present({
      onset: resource.onsetDateTime ?? resource.onsetPeriod?.start ?? resource.recordedDate,
      abatement,
      note: joinTexts(
        ...(resource.note ?? []).map((note) => note.text),
        resource.onsetString,
        resource.abatementString,
      ),
      visitId,
    }),
  }
}

/** The same Condition as a diagnosis of its visit. */
export const diagnosisOf = (
  condition: Condition,
  role: Diagnosis['role'],
  source: ResourceSource,
): Diagnosis => ({
  id: importedId('diagnosis', source),
  coding: condition.coding,
  role,
  certainty: condition.certainty ?? 'final',
  source: { ...source },
})
