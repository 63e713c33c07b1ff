import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { mapSound } from './fixtures/map-options.ts'
import { reconcile } from './reconcile.ts'
import { countByType, countDocuments } from './summary.ts'

const folder = join(import.meta.dirname, '../../../shared/data/fhir')
const isHere = existsSync(folder)
const read = (name: string): { entry: { resource: { resourceType: string } }[] } =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))

/** What each public Synthea Bundle must become. */
const expected = {
  Abdul_Koepp: { visit: 16, condition: 3, prescription: 2, immunization: 11, measurements: 10, patient: 1 },
  Adalberto_Hartmann: {
    visit: 22,
    condition: 13,
    prescription: 8,
    immunization: 13,
    measurements: 11,
    patient: 1,
  },
  Kermit_Trantow: { visit: 12, condition: 6, prescription: 6, immunization: 8, measurements: 5, patient: 1 },
}
const mappedTypes = [
  'Patient',
  'AllergyIntolerance',
  'Encounter',
  'Condition',
  'Observation',
  'Procedure',
  'MedicationRequest',
  'Immunization',
]

describe.skipIf(!isHere)(`public Synthea Bundles (skipped where ${folder} is absent)`, () => {
  test('the folder holds the three that are counted here', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).map((name) => `${name}.json`))
  })

  test.each(Object.entries(expected))('%s becomes the expected documents', (name, counts) => {
    expect(countDocuments(mapSound(read(name)).documents)).toEqual(counts)
  })

  test.each(Object.keys(expected))('every entry of %s is mapped or listed with its reason', (name) => {
    const bundle = read(name)
    const { entries, unresolved } = mapSound(bundle)
    expect(entries.length).toBe(bundle.entry.length)
    expect(unresolved).toEqual([])
    for (const { resourceType, mapped, invalid, leftOut } of countByType(entries)) {
      const total = bundle.entry.filter(({ resource }) => resource.resourceType === resourceType).length
      const listed = Object.values(leftOut).reduce((sum, count) => sum + count, 0)
      expect({ resourceType, mapped, invalid, sum: mapped + listed }).toEqual({
        resourceType,
        mapped: mappedTypes.includes(resourceType) ? total : 0,
        invalid: 0,
        sum: total,
      })
    }
  })

  test.each(Object.keys(expected))('every Observation of %s stands in a visit or a measurement', (name) => {
    const bundle = read(name)
    const { documents } = mapSound(bundle)
    const items = documents.flatMap((document) => (document.type === 'measurements' ? document.items : []))
    const vitals = documents.flatMap((document) =>
      document.type === 'visit' ? Object.keys(document.vitals ?? {}) : [],
    )
    const observations = bundle.entry.filter(({ resource }) => resource.resourceType === 'Observation').length
    // Blood pressure is one Observation and two vital signs.
    const pressures = vitals.filter((field) => field === 'diastolicMmHg').length
    expect(items.length + vitals.length - pressures).toBe(observations)
  })

  test.each(Object.keys(expected))('%s imported twice adds nothing', (name) => {
    const store = new Map<string, ClinicDocument>()
    const first = reconcile(mapSound(read(name)).documents, (id) => store.get(id))
    for (const document of first.create) store.set(document.id, document)
    const second = reconcile(mapSound(read(name)).documents, (id) => store.get(id))
    expect(second).toMatchObject({ create: [], update: [], kept: [] })
    expect(second.unchanged).toHaveLength(first.create.length)
  })
})
