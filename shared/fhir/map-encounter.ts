import { z } from 'zod'
import { type Visit, visitSchemaVersion } from '#shared/domain/visit/visit.schema.ts'
import { wordTable } from '../kit/word-table.ts'
import type { BundleEntry } from './bundle-index.ts'
import { pickCoding } from './codings.ts'
import { codeableConcept, fhirCoding, fhirPeriod, fhirReference } from './elements.ts'
import { authorOf, conceptsText, importedEnvelope, type MappingContext, present } from './mapping-context.ts'
import { type LeftOut, leftOut } from './outcome.ts'
import { importedId, type ResourceSource } from './source-id.ts'

export const fhirEncounter = z.looseObject({
  status: z.string(),
  class: fhirCoding,
  type: z.array(codeableConcept).optional(),
  subject: fhirReference,
  participant: z.array(z.looseObject({ individual: fhirReference.optional() })).optional(),
  period: fhirPeriod.required({ start: true }),
  reasonCode: z.array(codeableConcept).optional(),
  diagnosis: z
    .array(
      z.looseObject({
        condition: fhirReference,
        use: codeableConcept.optional(),
        rank: z.number().optional(),
      }),
    )
    .optional(),
  serviceProvider: fhirReference.optional(),
})

export const encounterFields = [
  'status',
  'class',
  'type',
  'subject',
  'participant',
  'period',
  'reasonCode',
  'diagnosis',
  'serviceProvider',
]

/** HL7 v3 ActCode, and the plain words some systems write. */
const kindByClass = wordTable<Visit['kind']>({
  AMB: 'ambulatory',
  ambulatory: 'ambulatory',
  outpatient: 'ambulatory',
  EMER: 'emergency',
  emergency: 'emergency',
  urgentcare: 'emergency',
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  OBSENC: 'inpatient',
  SS: 'inpatient',
  inpatient: 'inpatient',
  HH: 'home',
  home: 'home',
  VR: 'remote',
  virtual: 'remote',
  wellness: 'preventive',
})
/** SNOMED CT: check-up, general examination, well child visit, general medical examination. */
const preventiveTypes = ['185349003', '162673000', '410620009', '410629005', '390906007']

function kindOf(resource: z.infer<typeof fhirEncounter>): Visit['kind'] {
  const code = resource.class.code ?? ''
  const kind = Object.hasOwn(kindByClass, code) ? kindByClass[code]! : 'other'
  const preventive = resource.type?.some((type) =>
    type.coding?.some((coding) => coding.code !== undefined && preventiveTypes.includes(coding.code)),
  )
  return kind === 'ambulatory' && preventive ? 'preventive' : kind
}

function facilityOf(resource: z.infer<typeof fhirEncounter>, entry: BundleEntry, context: MappingContext) {
  const organization = context.index.resolve(resource.serviceProvider, entry, 'serviceProvider')
  const known = organization?.resource.name
  const name = (typeof known === 'string' ? known : resource.serviceProvider?.display)?.trim()
  if (!name) return {}
  const source = organization?.source ?? { system: 'name', id: name }
  return { facility: { id: importedId('facility', source), name: name.slice(0, 500) } }
}

/**
 * FHIR Encounter to an imported visit without its diagnoses, vitals and procedures. The reason of the encounter stands
 * as the complaint; its type stays in `encounterType`.
 */
export function mapEncounter(
  resource: z.infer<typeof fhirEncounter>,
  entry: BundleEntry & { source: ResourceSource },
  context: MappingContext,
): Visit | LeftOut {
  if (resource.status === 'planned' || resource.status === 'cancelled') return leftOut('not-happened')
  const envelope = importedEnvelope('visit', visitSchemaVersion, entry.source, context)
  return {
    ...envelope,
    patientId: context.patientId,
    kind: kindOf(resource),
    startedAt: resource.period.start,
    ...present({
      endedAt: resource.period.end,
      complaints: conceptsText(resource.reasonCode),
      encounterType: pickCoding(resource.type?.[0], ['snomed']),
    }),
    diagnoses: [],
    status: resource.status === 'entered-in-error' ? 'entered-in-error' : 'imported',
    practitioner: authorOf(
      resource.participant?.[0]?.individual,
      entry,
      'participant[0].individual',
      context,
    ),
    ...facilityOf(resource, entry, context),
    version: 1,
    rootId: envelope.id,
  }
}
