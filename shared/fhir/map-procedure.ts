import { z } from 'zod'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import type { BundleEntry } from './bundle-index.ts'
import { conceptText, pickCoding } from './codings.ts'
import { annotation, codeableConcept, fhirDateTime, fhirPeriod, fhirReference } from './elements.ts'
import { joinTexts, present } from './mapping-context.ts'
import { type LeftOut, leftOut } from './outcome.ts'
import { importedId, type ResourceSource } from './source-id.ts'

export const fhirProcedure = z.looseObject({
  status: z.string(),
  code: codeableConcept,
  subject: fhirReference,
  encounter: fhirReference.optional(),
  performedDateTime: fhirDateTime.optional(),
  performedPeriod: fhirPeriod.optional(),
  note: z.array(annotation).optional(),
})

export const procedureFields = [
  'status',
  'code',
  'subject',
  'encounter',
  'performedDateTime',
  'performedPeriod',
  'note',
]

type Procedure = NonNullable<Visit['procedures']>[number]
const done = ['completed', 'in-progress', 'stopped', 'unknown']

/** FHIR Procedure to a procedure of its visit; undefined when it does not say what was done. */
export function mapProcedure(
  resource: z.infer<typeof fhirProcedure>,
  entry: BundleEntry & { source: ResourceSource },
): Procedure | LeftOut | undefined {
  if (resource.status === 'entered-in-error') return leftOut('entered-in-error')
  if (!done.includes(resource.status)) return leftOut('not-done')
  const text = conceptText(resource.code)
  if (text === undefined) return undefined
  return {
    id: importedId('procedure', entry.source),
    text,
    ...present({
      coding: resource.code.coding?.length ? pickCoding(resource.code, ['snomed']) : undefined,
      performedAt: resource.performedDateTime ?? resource.performedPeriod?.start,
      note: joinTexts(...(resource.note ?? []).map((note) => note.text)),
    }),
    source: { ...entry.source },
  }
}
