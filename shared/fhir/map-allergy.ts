import { z } from 'zod'
import type { Allergy } from '#shared/domain/patient/patient.schema.ts'
import type { BundleEntry } from './bundle-index.ts'
import { conceptText, firstCode, pickCoding } from './codings.ts'
import { annotation, codeableConcept, fhirDateTime, fhirPeriod, fhirReference } from './elements.ts'
import { authorOf, conceptsText, joinTexts, type MappingContext, present } from './mapping-context.ts'
import { type LeftOut, leftOut } from './outcome.ts'
import { importedId, type ResourceSource } from './source-id.ts'

export const fhirAllergy = z.looseObject({
  clinicalStatus: codeableConcept.optional(),
  verificationStatus: codeableConcept.optional(),
  category: z.array(z.string()).optional(),
  criticality: z.string().optional(),
  code: codeableConcept.optional(),
  patient: fhirReference,
  onsetDateTime: fhirDateTime.optional(),
  onsetPeriod: fhirPeriod.optional(),
  recordedDate: fhirDateTime.optional(),
  recorder: fhirReference.optional(),
  asserter: fhirReference.optional(),
  note: z.array(annotation).optional(),
  reaction: z
    .array(
      z.looseObject({
        substance: codeableConcept.optional(),
        manifestation: z.array(codeableConcept).optional(),
        description: z.string().optional(),
        severity: z.string().optional(),
      }),
    )
    .optional(),
})

export const allergyFields = [
  'clinicalStatus',
  'verificationStatus',
  'category',
  'criticality',
  'code',
  'patient',
  'onsetDateTime',
  'onsetPeriod',
  'recordedDate',
  'recorder',
  'asserter',
  'note',
  'reaction',
]

/** SNOMED CT: no known allergy. */
const noKnownAllergy = '716186003'
const categories = ['medication', 'food', 'environment', 'biologic'] as const
const statuses = ['active', 'inactive', 'resolved'] as const

type Outcome = { allergy: Allergy } | { noKnownAllergiesAt: string | undefined } | LeftOut | undefined

/**
 * FHIR AllergyIntolerance to an allergy of the patient; undefined when it does not say what is not tolerated. One
 * without any date counts as recorded at birth (`recordedAtUnknown`): a warning must not be lost for want of a date.
 */
export function mapAllergy(
  resource: z.infer<typeof fhirAllergy>,
  entry: BundleEntry & { source: ResourceSource },
  context: MappingContext,
): Outcome {
  const verification = firstCode(resource.verificationStatus)
  if (verification === 'refuted') return leftOut('refuted')
  if (resource.code?.coding?.some(({ code }) => code === noKnownAllergy))
    return {
      noKnownAllergiesAt: resource.recordedDate?.includes('T') ? resource.recordedDate : undefined,
    }
  const concept = resource.code ?? resource.reaction?.find((reaction) => reaction.substance)?.substance
  const text = conceptText(concept)
  if (text === undefined) return undefined
  const coding = concept?.coding?.length ? pickCoding(concept, ['inn', 'atc', 'rxnorm', 'snomed']) : undefined
  const clinical = firstCode(resource.clinicalStatus)
  const onset = resource.onsetDateTime ?? resource.onsetPeriod?.start
  const reaction = joinTexts(
    ...(resource.reaction ?? []).map((one) =>
      [conceptsText(one.manifestation), one.description, one.severity].filter(Boolean).join(', '),
    ),
    ...(resource.note ?? []).map((note) => note.text),
  )
  const recordedAt = resource.recordedDate ?? onset
  return {
    allergy: {
      id: importedId('allergy', entry.source),
      substance: { text, ...present({ coding }) },
      category: categories.find((category) => resource.category?.[0] === category) ?? 'other',
      criticality:
        resource.criticality === 'high' || resource.criticality === 'low'
          ? resource.criticality
          : 'unable-to-assess',
      clinicalStatus:
        verification === 'entered-in-error'
          ? 'entered-in-error'
          : (statuses.find((status) => status === clinical) ?? 'active'),
      ...present({ reaction, onset }),
      recordedAt: recordedAt ?? context.birthDate,
      ...(recordedAt === undefined ? { recordedAtUnknown: true } : {}),
      recordedBy: authorOf(resource.recorder ?? resource.asserter, entry, 'recorder', context),
      source: { ...entry.source },
    },
  }
}
