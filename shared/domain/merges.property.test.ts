import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, sameJson } from '../kit/canonical-json.ts'
import type { Envelope } from './common/envelope.ts'
import { textSeparator } from './common/join-texts.ts'
import type { MergeInput, MergeResult } from './common/merge-rule.ts'
import type { ConflictField } from './inbox/inbox.schema.ts'
import { basesForMerges, changesForMerges } from './merges.fixture.ts'
import { merges } from './merges.ts'
import { aggregates, type CollectionName, collectionNames } from './registry.ts'

/** Edits of one document by three stations that did not know of each other. */

type Document = Envelope & Record<string, unknown>
type Merge = (input: MergeInput<Document>) => MergeResult<Document>

const stations = ['a', 'b', 'c'] as const
const frozen: ReadonlySet<CollectionName> = new Set(['visits', 'prescriptions'])
const bookkeeping = new Set(['author', 'updatedAt', 'createdAt', 'schemaVersion', 'merges', 'decided'])

function edit(base: Document, station: string, at: number, change: Record<string, unknown>): Document {
  const edited: Document = {
    ...base,
    ...change,
    updatedAt: `2026-11-2${at}T08:00:00.000Z-0000-${station}`,
    author: { id: `practitioner:${station}`, name: station, role: 'doctor' },
  }
  return Object.fromEntries(Object.entries(edited).filter(([, value]) => value !== undefined)) as Document
}

/** A base and three edits of it; each station changes some fields, takes some away, and may have decided some. */
function meeting(name: CollectionName): fc.Arbitrary<{ base: Document; edits: Document[] }> {
  const base = basesForMerges[name] as Document
  const values = Object.entries(changesForMerges[name]).map(
    ([field, options]) => [field, fc.constantFrom(...options)] as const,
  )
  const change = fc.record(Object.fromEntries(values), { requiredKeys: [] })
  const decided = fc.dictionary(
    fc.constantFrom(...Object.keys(changesForMerges[name])),
    fc.constantFrom('2026-11-21T00', '2026-11-22T00'),
    { maxKeys: 2 },
  )
  return fc.tuple(...stations.map(() => fc.tuple(change, decided))).map((changes) => ({
    base,
    edits: changes.map(([changed, decisions], index) =>
      edit(base, stations[index]!, index + 1, {
        ...changed,
        ...(Object.keys(decisions).length > 0 && !frozen.has(name) ? { decided: decisions } : {}),
      }),
    ),
  }))
}

const permutations = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

/** The edits reach the server in this order; each one that comes later is merged into what is there. */
function arrive(merge: Merge, base: Document, edits: Document[]) {
  const records: ConflictField[] = []
  const besides: Document[] = []
  let server = edits[0]!
  for (const local of edits.slice(1)) {
    const merged = merge({ base, local, server })
    records.push(...merged.conflicts)
    besides.push(...(merged.besides ?? []))
    server = merged.document
  }
  return { document: server, records, besides }
}

/** Every value in a document, by its path; items by their id. */
function leaves(value: unknown, path = '', found = new Map<string, unknown>()): Map<string, unknown> {
  const at = (name: string) => (path ? `${path}.${name}` : name)
  const isItem = (item: unknown): item is { id: string } =>
    typeof item === 'object' && item !== null && 'id' in item
  if (Array.isArray(value))
    for (const [index, item] of value.entries())
      leaves(item, at(isItem(item) ? item.id : String(index)), found)
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) leaves(member, at(name), found)
  else if (value !== undefined) found.set(path, value)
  return found
}

/** Whether a value that a station wrote can still be found: in the document, beside it, or in a record. */
function isKept(
  path: string,
  value: unknown,
  { document, records, besides }: ReturnType<typeof arrive>,
): boolean {
  const holds = (now: unknown) =>
    sameJson(now, value) ||
    (typeof now === 'string' && typeof value === 'string' && now.split(textSeparator).includes(value)) ||
    (typeof now === 'string' && typeof value === 'string' && now.includes(value))
  return (
    [document, ...besides].some((each) => holds(leaves(each).get(path))) ||
    records.some(
      (field) =>
        (path === field.path || path.startsWith(`${field.path}.`)) &&
        [field.local, field.server].some((side) => holds(leaves(side, field.path).get(path))),
    )
  )
}

const content = (document: Document): Document =>
  Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'merges')) as Document

describe.each(collectionNames)('the merge of %s', (name) => {
  const merge = merges[name] as unknown as Merge
  const { schema } = aggregates[name]

  it('gives a document that the server takes', () => {
    fc.assert(
      fc.property(meeting(name), ({ base, edits }) => {
        for (const each of edits) expect(schema.safeParse(each).error?.issues).toBeUndefined()
        const { document, besides } = arrive(merge, base, edits)
        for (const each of [document, ...besides])
          expect(schema.safeParse(each).error?.issues).toBeUndefined()
      }),
    )
  })

  it('is deterministic and changes no input', () => {
    fc.assert(
      fc.property(meeting(name), fc.boolean(), ({ base, edits }, knowsPast) => {
        const input = { base: knowsPast ? base : undefined, local: edits[0]!, server: edits[1]! }
        const before = canonicalJson(input)
        const once = merge(input)
        expect(canonicalJson(merge(structuredClone(input)))).toBe(canonicalJson(once))
        expect(canonicalJson(input)).toBe(before)
      }),
    )
  })

  it('is idempotent: what was merged merges again without a change and without a record', () => {
    fc.assert(
      fc.property(meeting(name), ({ base, edits }) => {
        const [local, server] = edits as [Document, Document]
        const { document } = merge({ base, local, server })
        const again = merge({ base: server, local: document, server })
        expect(content(again.document)).toEqual(content(document))
        expect(again.conflicts).toEqual([])
      }),
    )
  })

  it('drops nothing that one of three stations wrote, in any order of arrival', () => {
    fc.assert(
      fc.property(meeting(name), fc.constantFrom(...permutations), ({ base, edits }, order) => {
        const past = leaves(base)
        const result = arrive(
          merge,
          base,
          order.map((index) => edits[index]!),
        )
        for (const each of edits)
          for (const [path, value] of leaves(each)) {
            const isEdit = !sameJson(past.get(path), value) && !bookkeeping.has(path.split('.')[0]!)
            if (isEdit && name !== 'inbox') expect(isKept(path, value, result), path).toBe(true)
          }
      }),
      { numRuns: 300 },
    )
  })
})

describe.each(collectionNames.filter((name) => !frozen.has(name)))('the merge of %s', (name) => {
  const merge = merges[name] as unknown as Merge

  it('ends with the same document in whatever order three stations arrive', () => {
    fc.assert(
      fc.property(meeting(name), ({ base, edits }) => {
        const results = permutations.map((order) =>
          canonicalJson(
            content(
              arrive(
                merge,
                base,
                order.map((index) => edits[index]!),
              ).document,
            ),
          ),
        )
        expect(new Set(results).size).toBe(1)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the merge of signed records by three stations', () => {
  it('agrees on state and dispensing of a prescription in whatever order they arrive', () => {
    const open = (document: Document) => [document.status, document.cancelReason, document.dispensed]
    fc.assert(
      fc.property(meeting('prescriptions'), ({ base, edits }) => {
        const results = permutations.map((order) =>
          canonicalJson(
            open(
              arrive(
                merges.prescriptions as unknown as Merge,
                base,
                order.map((index) => edits[index]!),
              ).document,
            ),
          ),
        )
        expect(new Set(results).size).toBe(1)
      }),
    )
  })
})
