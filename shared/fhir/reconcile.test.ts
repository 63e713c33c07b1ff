import { describe, expect, test } from 'vitest'
import type { Condition } from '#shared/domain/condition/condition.schema.ts'
import type { Patient } from '#shared/domain/patient/patient.schema.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { aggregates, collectionOfType } from '#shared/domain/registry.ts'
import type { Visit } from '#shared/domain/visit/visit.schema.ts'
import {
  allergy,
  bundleOf,
  condition,
  observation,
  patient,
  ucum,
  urn,
  visit,
  vital,
  wholeBundle,
  wholeWith,
} from './fixtures/bundle.ts'
import { mapSound } from './fixtures/map-options.ts'
import { type ImportPlan, reconcile } from './reconcile.ts'

/** A store of documents that an import writes into. */
function startStore() {
  const documents = new Map<string, ClinicDocument | 'deleted'>()
  return {
    documents,
    import(bundle: unknown): ImportPlan {
      const { documents: incoming, withdrawn } = mapSound(bundle)
      const plan = reconcile(incoming, (id) => documents.get(id), withdrawn)
      for (const document of [...plan.create, ...plan.update]) {
        expect(aggregates[collectionOfType(document.type)!].schema.safeParse(document).error).toBeUndefined()
        documents.set(document.id, document)
      }
      return plan
    },
    one<T extends ClinicDocument>(type: string): T {
      return [...documents.values()].find((each) => each !== 'deleted' && each.type === type) as T
    },
  }
}

const types = (documents: readonly { type: string }[]) => documents.map(({ type }) => type)

test('the first import creates everything, the second nothing', () => {
  const store = startStore()
  expect(store.import(wholeBundle()).create).toHaveLength(6)
  expect(store.import(wholeBundle())).toMatchObject({ create: [], update: [], kept: [] })
})

test('a change at the source updates only what changed', () => {
  const store = startStore()
  store.import(wholeBundle())
  const createdAt = store.one('condition').createdAt
  const plan = store.import(wholeWith(condition({ abatementDateTime: '2020' })))
  expect(plan).toMatchObject({ create: [], kept: [] })
  expect(types(plan.update)).toEqual(['condition'])
  expect(store.one<Condition>('condition')).toMatchObject({ abatement: '2020', createdAt })
})

describe('what was done here', () => {
  test('a document edited here is not overwritten, but named', () => {
    const store = startStore()
    store.import(wholeBundle())
    const mine = { ...store.one<Patient>('patient'), note: 'написано здесь' }
    store.documents.set(mine.id, mine)
    const plan = store.import(wholeWith(patient({ birthDate: '1975-04-02' })))
    expect(plan.kept).toEqual([{ id: mine.id, type: 'patient', why: 'edited-here' }])
    expect(store.one<Patient>('patient')).toBe(mine)
  })

  test('an edit here is no news when the source still says the same', () => {
    const store = startStore()
    store.import(wholeBundle())
    const mine = { ...store.one<Patient>('patient'), note: 'написано здесь' }
    store.documents.set(mine.id, mine)
    expect(store.import(wholeBundle())).toMatchObject({ create: [], update: [], kept: [] })
  })

  test('a document deleted here does not rise again', () => {
    const store = startStore()
    store.import(wholeBundle())
    const { id } = store.one('condition')
    store.documents.set(id, 'deleted')
    expect(store.import(wholeBundle())).toMatchObject({
      create: [],
      kept: [{ id, type: 'condition', why: 'deleted-here' }],
    })
  })

  test('a document under the same id that no import wrote is left alone', () => {
    const store = startStore()
    const { documents } = mapSound(wholeBundle())
    store.documents.set(documents[0]!.id, documents[0]!)
    expect(store.import(wholeBundle()).kept).toMatchObject([{ why: 'not-imported' }])
  })
})

describe('a visit changed at the source', () => {
  const changed = wholeWith(visit({ reasonCode: [{ text: 'Fever' }] }))

  test('becomes its next version; the first one stays as it was', () => {
    const store = startStore()
    store.import(wholeBundle())
    const first = store.one<Visit>('visit')
    const plan = store.import(changed)
    expect(plan.update).toMatchObject([
      { version: 2, rootId: first.id, replaces: first.id, complaints: 'Fever', status: 'imported' },
    ])
    expect(store.documents.get(first.id)).toBe(first)
  })

  test('and imported again adds nothing; a third change is version 3', () => {
    const store = startStore()
    store.import(wholeBundle())
    store.import(changed)
    expect(store.import(changed)).toMatchObject({ create: [], update: [] })
    const third = store.import(wholeWith(visit({ reasonCode: [{ text: 'Cough' }] })))
    expect(third.update).toMatchObject([{ version: 3, complaints: 'Cough' }])
  })
})

describe('deliveries in parts', () => {
  test('a second Bundle with other readings of the same month adds to the month', () => {
    const store = startStore()
    store.import(wholeBundle())
    const other = bundleOf(patient(), observation({ encounter: undefined }, '36'))
    const plan = store.import(other)
    expect(types(plan.update)).toContain('measurements')
    expect(store.one<ClinicDocument & { items: unknown[] }>('measurements').items).toHaveLength(2)
    expect(store.import(wholeBundle())).toMatchObject({ create: [], update: [] })
    expect(store.import(other)).toMatchObject({ create: [], update: [] })
  })

  test('a Bundle without the allergies does not take them away', () => {
    const store = startStore()
    store.import(wholeBundle())
    store.import(bundleOf(patient({ gender: 'male' })))
    expect(store.one<Patient>('patient')).toMatchObject({ sex: 'male', allergies: [{ criticality: 'high' }] })
  })

  test('a visit without its vital signs keeps them', () => {
    const store = startStore()
    store.import(wholeWith(vital('8302-2', ucum(170, 'cm'), '32')))
    const plan = store.import(bundleOf(patient(), visit({ reasonCode: [{ text: 'Fever' }] })))
    expect(plan.update.find(({ type }) => type === 'visit')).toMatchObject({
      vitals: { heightCm: 170, weightKg: 68.04 },
      diagnoses: [{ role: 'main' }],
    })
  })

  test('what the source withdraws goes: a measurement entered in error', () => {
    const store = startStore()
    store.import(wholeWith(observation({ encounter: undefined }, '36')))
    store.import(wholeWith(observation({ status: 'entered-in-error' }, '36')))
    const { items } = store.one<ClinicDocument & { items: { source: { id: string } }[] }>('measurements')
    expect(items.map(({ source }) => source.id)).toEqual([urn('30')])
  })

  test('an allergy changed at the source is changed, not doubled', () => {
    const store = startStore()
    store.import(wholeBundle())
    store.import(wholeWith(allergy({ criticality: 'low' })))
    expect(store.one<Patient>('patient').allergies).toMatchObject([{ criticality: 'low' }])
  })
})
