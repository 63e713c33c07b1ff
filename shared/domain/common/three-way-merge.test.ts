import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, sameJson } from '../../kit/canonical-json.ts'
import { textSeparator } from './join-texts.ts'
import type { MergeResult, Rules } from './merge-rule.ts'
import { mergeMembers } from './three-way-merge.ts'

const rules: Rules = {
  note: { kind: 'text' },
  stamp: { kind: 'greatest' },
  address: { kind: 'members', rules: {} },
  allergies: {
    kind: 'items',
    rules: { criticality: { kind: 'rank', order: ['high', 'low'] }, reaction: { kind: 'text' } },
  },
}

const word = fc.constantFrom('да', 'нет', 'кашель', 'боль')
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const allergies = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('allergy:1', 'allergy:2', 'allergy:3'),
    criticality: fc.constantFrom('high', 'low'),
    reaction: maybe(word),
  }),
  { selector: ({ id }) => id, maxLength: 3 },
)
const state = fc.record({
  name: word,
  note: maybe(word),
  stamp: fc.constantFrom('1', '2', '3'),
  address: maybe(fc.record({ street: word, house: maybe(word) })),
  allergies: maybe(allergies),
})
const merge = (base: object | undefined, local: object, server: object) =>
  mergeMembers({ base, local, server }, rules)

/** Every value in the document, by its path; items by their id. */
function leaves(value: unknown, path = '', found = new Map<string, unknown>()): Map<string, unknown> {
  if (Array.isArray(value))
    for (const item of value as { id: string }[]) leaves(item, `${path}.${item.id}`, found)
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) leaves(member, path ? `${path}.${name}` : name, found)
  else if (value !== undefined) found.set(path, value)
  return found
}

/** Whether one side's value at a path stands in the document or in a conflict at that path or above it. */
function keeps(result: MergeResult<Record<string, unknown>>, path: string, value: unknown): boolean {
  const now = leaves(result.document).get(path)
  if (sameJson(now, value)) return true
  if (typeof now === 'string' && typeof value === 'string' && now.includes(value)) return true
  return result.conflicts.some(
    (field) =>
      (path === field.path || path.startsWith(`${field.path}.`)) &&
      [field.local, field.server].some((side) => leaves(side, field.path).get(path) === value),
  )
}

describe('the three-way merge', () => {
  it('gives the same result for the same states', () => {
    fc.assert(
      fc.property(maybe(state), state, state, (base, local, server) => {
        const copy = structuredClone({ base, local, server })
        const again = merge(copy.base, copy.local, copy.server)
        expect(canonicalJson(merge(base, local, server))).toBe(canonicalJson(again))
      }),
    )
  })

  it('changes nothing when only one side changed, and takes that side', () => {
    fc.assert(
      fc.property(state, state, (base, edit) => {
        for (const result of [merge(base, edit, base), merge(base, base, edit), merge(base, edit, edit)]) {
          expect(result.conflicts).toEqual([])
          expect(sameJson(result.document, edit)).toBe(true)
        }
      }),
    )
  })

  it('is idempotent: what was merged merges again without a change', () => {
    fc.assert(
      fc.property(maybe(state), state, state, (base, local, server) => {
        const { document } = merge(base, local, server)
        const again = merge(server, document, server)
        expect(sameJson(again.document, document)).toBe(true)
        expect(again.conflicts).toEqual([])
      }),
    )
  })

  it('drops no edit without a conflict record', () => {
    fc.assert(
      fc.property(maybe(state), state, state, (base, local, server) => {
        const result = merge(base, local, server)
        const past = leaves(base)
        for (const side of [local, server])
          for (const [path, value] of leaves(side)) {
            const isEdit = !sameJson(past.get(path), value)
            if (isEdit && path !== 'stamp') expect(keeps(result, path, value), path).toBe(true)
          }
      }),
      { numRuns: 500 },
    )
  })

  it('finds the same conflicts whichever side is called local', () => {
    fc.assert(
      fc.property(maybe(state), state, state, (base, local, server) => {
        const paths = (result: MergeResult<unknown>) => result.conflicts.map(({ path }) => path).sort()
        const [there, back] = [merge(base, local, server), merge(base, server, local)]
        expect(paths(there)).toEqual(paths(back))
        expect(there.joined.map(({ path }) => path).sort()).toEqual(
          back.joined.map(({ path }) => path).sort(),
        )
      }),
    )
  })

  it('is commutative: the same document whichever edit is called local', () => {
    fc.assert(
      fc.property(maybe(state), state, state, (base, local, server) => {
        expect(canonicalJson(merge(base, local, server).document)).toBe(
          canonicalJson(merge(base, server, local).document),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('says of every change that it took whose it was, and of nothing else', () => {
    const base = { name: 'кашель', note: 'боль', stamp: '1' }
    const { joined } = merge(
      base,
      { ...base, name: 'нет', note: 'да', stamp: '2' },
      { ...base, note: 'нет', house: '5', stamp: '3' },
    )
    expect(joined.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: 'house', from: 'server' },
      { path: 'name', from: 'local' },
      { path: 'note', from: 'both' },
    ])
  })

  it('never mixes members of one unit, nor those of an object that is whole', () => {
    const mix: Rules = {
      number: { kind: 'unit', unit: 'identity' },
      born: { kind: 'unit', unit: 'identity' },
      address: { kind: 'whole' },
    }
    const base = { number: '1', born: '1960', address: { street: 'а', house: '1' } }
    const local = { number: '2', born: '1960', address: { street: 'б', house: '1' } }
    const server = { number: '1', born: '1961', address: { street: 'а', house: '2' } }
    const { document, conflicts } = mergeMembers({ base, local, server }, mix)
    expect([local, server].map(({ number, born }) => [number, born])).toContainEqual([
      document.number,
      document.born,
    ])
    expect([local.address, server.address]).toContainEqual(document.address)
    expect(conflicts.map(({ path }) => path).sort()).toEqual([
      'address.house',
      'address.street',
      'born',
      'number',
    ])
  })

  it('lets what a person decided stand against an edit that did not know of it', () => {
    const decisions = { base: {}, local: {}, server: { name: '2026-11-22' } }
    const late = { base: { name: 'да' }, local: { name: 'я' }, server: { name: 'а' } }
    const { document, conflicts } = mergeMembers(late, rules, '', decisions)
    expect(document.name).toBe('а')
    expect(conflicts).toHaveLength(1)
    const kept = mergeMembers({ ...late, server: late.base }, rules, '', decisions)
    expect(kept.document.name).toBe('да')
    expect(kept.conflicts).toHaveLength(1)
  })

  it('asks a person where two texts together would be longer than allowed', () => {
    const short: Rules = { note: { kind: 'text', maxLength: 10 } }
    const { document, conflicts } = mergeMembers(
      { base: {}, local: { note: 'кашель' }, server: { note: 'боль' } },
      short,
    )
    expect(['кашель', 'боль']).toContain(document.note)
    expect(conflicts).toHaveLength(1)
  })

  it('keeps both texts, visibly apart, and does not repeat what is contained', () => {
    const note = (base: string, local: string, server: string) =>
      merge({ note: base }, { note: local }, { note: server }).document.note
    expect(note('', 'кашель', 'боль')).toBe(`боль${textSeparator}кашель`)
    expect(note('', 'боль', 'кашель')).toBe(`боль${textSeparator}кашель`)
    expect(note('', 'кашель', `боль${textSeparator}кашель`)).toBe(`боль${textSeparator}кашель`)
    expect(note('', 'кашель и боль', 'боль')).toBe('кашель и боль')
  })

  it('lets the more severe criticality stand and records it', () => {
    const item = (criticality: string) => ({ allergies: [{ id: 'allergy:1', criticality }] })
    const { document, conflicts } = merge(item('none yet'), item('low'), item('high'))
    expect(document).toEqual(item('high'))
    expect(conflicts.map(({ path }) => path)).toEqual(['allergies.allergy:1.criticality'])
  })

  it('keeps an item that was removed here and edited there, and takes away one that was only removed', () => {
    const list = (...items: string[]) => ({
      allergies: items.map((text) => ({ id: `allergy:${text[0]}`, criticality: 'low', reaction: text })),
    })
    const removedHere = merge(list('1', '2'), list('2'), list('1 сыпь', '2'))
    expect(removedHere.document).toEqual(list('1 сыпь', '2'))
    expect(removedHere.conflicts.map(({ path }) => path)).toEqual(['allergies.allergy:1'])
    expect(merge(list('1', '2'), list('2'), list('1', '2')).document).toEqual(list('2'))
  })
})
