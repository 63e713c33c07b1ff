import { z } from 'zod'
import {
  type Prescription,
  prescriptionSchemaVersion,
} from '#shared/domain/prescription/prescription.schema.ts'
import { wordTable } from '../kit/word-table.ts'
import type { BundleEntry } from './bundle-index.ts'
import { conceptText, firstCode, pickCoding } from './codings.ts'
import { daysOf, mapDosage } from './dosage-text.ts'
import {
  annotation,
  codeableConcept,
  dosage,
  fhirDateTime,
  fhirPeriod,
  fhirQuantity,
  fhirReference,
} from './elements.ts'
import { diagnosisSystems } from './map-condition.ts'
import { authorOf, importedEnvelope, joinTexts, type MappingContext, present } from './mapping-context.ts'
import { type LeftOut, leftOut } from './outcome.ts'
import type { ResourceSource } from './source-id.ts'

export const fhirMedicationRequest = z.looseObject({
  status: z.string(),
  intent: z.string(),
  statusReason: codeableConcept.optional(),
  medicationCodeableConcept: codeableConcept.optional(),
  medicationReference: fhirReference.optional(),
  subject: fhirReference,
  encounter: fhirReference.optional(),
  authoredOn: fhirDateTime.optional(),
  requester: fhirReference.optional(),
  reasonCode: z.array(codeableConcept).optional(),
  reasonReference: z.array(fhirReference).optional(),
  courseOfTherapyType: codeableConcept.optional(),
  note: z.array(annotation).optional(),
  dosageInstruction: z.array(dosage).optional(),
  dispenseRequest: z
    .looseObject({
      validityPeriod: fhirPeriod.optional(),
      quantity: fhirQuantity.optional(),
      expectedSupplyDuration: fhirQuantity.optional(),
    })
    .optional(),
})
type MedicationRequest = z.infer<typeof fhirMedicationRequest>

export const medicationRequestFields = [
  'status',
  'intent',
  'statusReason',
  'medicationCodeableConcept',
  'medicationReference',
  'subject',
  'encounter',
  'authoredOn',
  'requester',
  'reasonCode',
  'reasonReference',
  'courseOfTherapyType',
  'note',
  'dosageInstruction',
  'dispenseRequest',
]

const statuses = wordTable<Prescription['status']>({
  active: 'active',
  completed: 'completed',
  stopped: 'cancelled',
  cancelled: 'cancelled',
  'entered-in-error': 'entered-in-error',
})
const orders = ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order']
const courses = wordTable<Prescription['course']>({ continuous: 'long-term', acute: 'short-term' })

const conceptFrom = (entry: BundleEntry | undefined) => {
  const parsed = codeableConcept.safeParse(entry?.resource.code)
  return parsed.success ? parsed.data : undefined
}

/** The disease it was written for: the Condition it points to, else its own words. */
function reasonOf(resource: MedicationRequest, entry: BundleEntry, context: MappingContext) {
  const condition = context.index.resolve(resource.reasonReference?.[0], entry, 'reasonReference[0]')
  return pickCoding(conceptFrom(condition) ?? resource.reasonCode?.[0], diagnosisSystems)
}

/** The concept of the drug and, when it stands in an entry of its own, that entry. */
export function medicationOf(resource: MedicationRequest, entry: BundleEntry, context: MappingContext) {
  if (resource.medicationCodeableConcept) return { concept: resource.medicationCodeableConcept }
  const medication = context.index.resolve(resource.medicationReference, entry, 'medicationReference')
  const words = resource.medicationReference?.display
  return {
    concept: conceptFrom(medication) ?? (words === undefined ? undefined : { text: words }),
    entry: medication,
  }
}

/**
 * FHIR MedicationRequest to a prescription. The drug stands as the source names it: from a foreign system that is
 * not an INN in Russian. A string names the field without which there is no prescription.
 */
export function mapMedicationRequest(
  resource: MedicationRequest,
  entry: BundleEntry & { source: ResourceSource },
  visit: { id: string; startedAt: string } | undefined,
  context: MappingContext,
): Prescription | LeftOut | 'medicationCodeableConcept' | 'authoredOn' {
  if (!orders.includes(resource.intent) || resource.status === 'draft') return leftOut('not-an-order')
  const { concept } = medicationOf(resource, entry, context)
  const inn = conceptText(concept)
  if (inn === undefined) return 'medicationCodeableConcept'
  const issuedOn = resource.authoredOn ?? visit?.startedAt
  if (issuedOn === undefined) return 'authoredOn'
  const dispense = resource.dispenseRequest
  const course = firstCode(resource.courseOfTherapyType)
  const coding = concept?.coding?.length ? pickCoding(concept, ['inn', 'atc', 'rxnorm']) : undefined
  return {
    ...importedEnvelope('prescription', prescriptionSchemaVersion, entry.source, context),
    patientId: context.patientId,
    status: Object.hasOwn(statuses, resource.status) ? statuses[resource.status]! : 'unknown',
    medication: { inn, ...present({ coding }) },
    dosage: mapDosage(resource.dosageInstruction ?? [], daysOf(dispense?.expectedSupplyDuration)),
    payment: 'ordinary',
    issuedOn,
    practitioner: authorOf(resource.requester, entry, 'requester', context),
    ...present({
      visitId: visit?.id,
      cancelReason: conceptText(resource.statusReason),
      diagnosis: reasonOf(resource, entry, context),
      course: course !== undefined && Object.hasOwn(courses, course) ? courses[course] : undefined,
      validUntil: dispense?.validityPeriod?.end?.slice(0, 10),
      quantity:
        dispense?.quantity?.value !== undefined && dispense.quantity.value > 0
          ? {
              value: dispense.quantity.value,
              unit: (dispense.quantity.unit ?? dispense.quantity.code ?? '').slice(0, 50),
            }
          : undefined,
      note: joinTexts(...(resource.note ?? []).map((note) => note.text)),
    }),
  }
}
