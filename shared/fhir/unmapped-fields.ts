import { wordTable } from '../kit/word-table.ts'
import type { BundleEntry } from './bundle-index.ts'
import { allergyFields } from './map-allergy.ts'
import { conditionFields } from './map-condition.ts'
import { encounterFields } from './map-encounter.ts'
import { immunizationFields } from './map-immunization.ts'
import { medicationRequestFields } from './map-medication-request.ts'
import { observationFields } from './map-observation.ts'
import { patientFields } from './map-patient.ts'
import { procedureFields } from './map-procedure.ts'

const mappedFields = wordTable<readonly string[]>({
  Patient: patientFields,
  AllergyIntolerance: allergyFields,
  Encounter: encounterFields,
  Condition: conditionFields,
  Observation: observationFields,
  Procedure: procedureFields,
  MedicationRequest: medicationRequestFields,
  Immunization: immunizationFields,
})
/** No content of the record: identity, narrative, technical. */
const technical = new Set(['resourceType', 'id', 'meta', 'text', 'implicitRules', 'language', 'contained'])

/** `race` of `http://.../us-core-race`: the end is what tells extensions apart. */
const extensionName = (extension: unknown): string => {
  const url = (extension as { url?: unknown } | null)?.url
  return typeof url === 'string' ? (url.split('/').at(-1) ?? url).slice(0, 80) : '?'
}

/** Adds the fields of a mapped resource that did not come over to the tally: `Patient.maritalStatus`: 3. */
export function countUnmapped(entry: BundleEntry, tally: Record<string, number>): void {
  const { resource } = entry
  const known = mappedFields[resource.resourceType] ?? []
  const add = (path: string) => {
    tally[path] = (tally[path] ?? 0) + 1
  }
  for (const [field, value] of Object.entries(resource)) {
    const path = `${resource.resourceType}.${field.slice(0, 80)}`
    if (field === 'extension' || field === 'modifierExtension') {
      for (const extension of Array.isArray(value) ? value : [value])
        add(`${path}(${extensionName(extension)})`)
    } else if (!technical.has(field) && !known.includes(field) && !field.startsWith('_')) add(path)
  }
  if (resource.resourceType !== 'Patient') return
  const addresses = Array.isArray(resource.address) ? resource.address.length : 0
  for (let extra = 1; extra < addresses; extra++) add('Patient.address (further)')
  const contacts = Array.isArray(resource.contact) ? resource.contact.length : 0
  for (let extra = 1; extra < contacts; extra++) add('Patient.contact (further)')
  const names = Array.isArray(resource.name) ? (resource.name as unknown[]) : []
  for (const name of names)
    for (const part of ['prefix', 'suffix'])
      if (name !== null && typeof name === 'object' && part in name) add(`Patient.name.${part}`)
}
