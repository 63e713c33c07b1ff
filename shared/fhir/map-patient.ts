import { z } from 'zod'
import { type Patient, type PersonName, patientSchemaVersion } from '#shared/domain/patient/patient.schema.ts'
import type { BundleEntry } from './bundle-index.ts'
import { conceptText, firstCode } from './codings.ts'
import {
  codeableConcept,
  contactPoint,
  fhirAddress,
  fhirDate,
  fhirDateTime,
  fhirIdentifier,
  type HumanName,
  humanName,
} from './elements.ts'
import { type EnvelopeContext, importedEnvelope, nameInOneLine, present } from './mapping-context.ts'
import { importedId, type ResourceSource } from './source-id.ts'

export const fhirPatient = z.looseObject({
  name: z.array(humanName).min(1),
  gender: z.string().optional(),
  birthDate: fhirDate,
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: fhirDateTime.optional(),
  identifier: z.array(fhirIdentifier).optional(),
  telecom: z.array(contactPoint).optional(),
  address: z.array(fhirAddress).optional(),
  contact: z
    .array(
      z.looseObject({
        relationship: z.array(codeableConcept).optional(),
        name: humanName.optional(),
        telecom: z.array(contactPoint).optional(),
      }),
    )
    .optional(),
})
type FhirPatient = z.infer<typeof fhirPatient>

export const patientFields = [
  'name',
  'gender',
  'birthDate',
  'deceasedBoolean',
  'deceasedDateTime',
  'identifier',
  'telecom',
  'address',
  'contact',
]

const belarusian = /[іўІЎ]/
const cyrillic = /[\u0400-\u04ff]/

/** Cyrillic names have a patronymic in the second place; Latin ones have further given names there. */
function personName(name: HumanName): PersonName | undefined {
  const given = (name.given ?? []).filter((part): part is string => Boolean(part?.trim()))
  const family = name.family?.trim() || name.text?.trim()
  if (!family) return undefined
  if (!cyrillic.test(family) || given.length < 2)
    return given.length > 0 ? { family, given: given.join(' ') } : { family }
  return { family, given: given[0]!, patronymic: given.slice(1).join(' ') }
}

const isFormer = (name: HumanName) =>
  name.use === 'old' || name.use === 'maiden' || name.period?.end !== undefined
const useOrder = ['official', 'usual', undefined]
const useRank = (name: HumanName) => {
  const place = useOrder.indexOf(name.use)
  return place < 0 ? useOrder.length : place
}

/** The Russian name where there is one, else what the source calls the person; other scripts stand beside it. */
function names(list: readonly HumanName[], source: ResourceSource) {
  const current = list.filter((name) => !isFormer(name)).sort((a, b) => useRank(a) - useRank(b))
  const former = list.filter(isFormer)
  const read = (current.length > 0 ? current : former).map(personName).filter((name) => name !== undefined)
  const be = read.find((name) => belarusian.test(Object.values(name).join(' ')))
  const latin = read.find((name) => !cyrillic.test(Object.values(name).join(' ')))
  const name = read.find((candidate) => candidate !== be && candidate !== latin) ?? be ?? latin
  const previous = (current.length > 0 ? former : former.slice(1))
    .map(personName)
    .filter((previousName) => previousName !== undefined)
    .map((previousName) => ({
      id: importedId('name', source, JSON.stringify(previousName)),
      ...previousName,
    }))
  return {
    name,
    ...present({
      nameBe: be === name ? undefined : be,
      nameLatin: latin === name ? undefined : latin,
      previousNames: previous.length > 0 ? previous : undefined,
    }),
  }
}

const personalNumberPattern = /^[1-6]\d{6}[A-Z]\d{3}[A-Z]{2}\d$/

function identifiers(resource: FhirPatient, source: ResourceSource) {
  const seen = new Set<string>()
  const list: { id: string; system: string; value: string }[] = []
  let personalNumber: string | undefined
  for (const { system, type, value } of resource.identifier ?? []) {
    const text = value?.trim()
    if (!text) continue
    if (personalNumberPattern.test(text)) personalNumber ??= text
    const name = system?.trim() || conceptText(type) || 'unknown'
    const id = importedId('identifier', source, name, text)
    if (seen.has(id) || text === personalNumber) continue
    seen.add(id)
    const kind = firstCode(type)
    list.push({ id, system: name, value: text, ...(kind === undefined ? {} : { kind }) })
  }
  return present({ personalNumber, identifiers: list.length > 0 ? list : undefined })
}

function contacts(resource: FhirPatient, source: ResourceSource) {
  const list = (resource.telecom ?? [])
    .filter((point) => point.value?.trim())
    .map((point) => ({
      id: importedId('contact', source, point.system ?? '', point.value!),
      system:
        point.system === 'phone' || point.system === 'email' ? (point.system as 'phone' | 'email') : 'other',
      value: point.value!.trim(),
      ...(point.use === undefined ? {} : { note: point.use }),
    }))
  const unique = [...new Map(list.map((contact) => [contact.id, contact])).values()]
  return unique.length > 0 ? { contacts: unique as Patient['contacts'] & object } : {}
}

/** The home address in use; the parts FHIR has and Belarus has not stay as `postalCode` and `country`. */
function address(resource: FhirPatient) {
  const list = resource.address ?? []
  const chosen = list.find((candidate) => candidate.use === 'home') ?? list[0]
  if (!chosen) return {}
  const line = (chosen.line ?? []).filter(Boolean).join(', ')
  const parts = present({
    region: chosen.state,
    district: chosen.district,
    settlement: chosen.city,
    street: line !== '' && line.length <= 150 ? line : undefined,
    text: chosen.text ?? (line.length > 150 ? line : undefined),
    postalCode: chosen.postalCode,
    country: chosen.country,
  })
  return Object.keys(parts).length > 0 ? { address: parts } : {}
}

function guardian(resource: FhirPatient) {
  const contact = resource.contact?.find((candidate) => nameInOneLine(candidate.name))
  if (!contact) return {}
  return {
    guardian: {
      name: nameInOneLine(contact.name)!,
      ...present({
        relation: conceptText(contact.relationship?.[0]),
        phone: contact.telecom?.find((point) => point.system === 'phone')?.value,
      }),
    },
  }
}

/**
 * FHIR Patient to ours, without its allergies. Given names stay as they are, digits of a synthetic set included. A
 * death without a date becomes a warning on the card. Returns a name of undefined when there is no usable one: our
 * schema then refuses the document.
 */
export function mapPatient(
  resource: FhirPatient,
  entry: BundleEntry & { source: ResourceSource },
  context: EnvelopeContext,
): Omit<Patient, 'name'> & { name: PersonName | undefined } {
  const { source } = entry
  const deadSometime = resource.deceasedBoolean === true && resource.deceasedDateTime === undefined
  return {
    ...importedEnvelope('patient', patientSchemaVersion, source, context),
    ...names(resource.name, source),
    sex: resource.gender === 'male' || resource.gender === 'female' ? resource.gender : 'unknown',
    birthDate: resource.birthDate,
    ...present({ deceasedAt: resource.deceasedDateTime }),
    ...identifiers(resource, source),
    ...contacts(resource, source),
    ...address(resource),
    ...guardian(resource),
    ...(deadSometime
      ? {
          flags: [
            {
              id: importedId('flag', source, 'deceased'),
              text: 'Умер(ла), дата смерти неизвестна',
              level: 'warning' as const,
            },
          ],
        }
      : {}),
  }
}
