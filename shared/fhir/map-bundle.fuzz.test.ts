import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aggregates, collectionOfType } from '#shared/domain/registry.ts'
import { type Json, wholeBundle } from './fixtures/bundle.ts'
import { options } from './fixtures/map-options.ts'
import { mapBundle } from './map-bundle.ts'

type Path = (string | number)[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
}

function damage(root: Json, path: Path, change: (parent: Json, key: string) => void): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key as string], root)
  const key = path.at(-1)
  if (parent !== null && typeof parent === 'object' && key !== undefined) change(parent as Json, String(key))
}

const paths = pathsOf(wholeBundle()).filter((path) => path.length > 0)
const value = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    [],
    {},
    -1,
    0,
    1e308,
    true,
    'x'.repeat(600),
    '9999-12-31T23:59:59Z',
    '2019-13',
  ),
  fc.constantFrom('0000', '__proto__', 'constructor', '\u0000', '\ud800', 'entered-in-error', 'refuted'),
  fc.jsonValue({ maxDepth: 2 }),
)
const change = fc.record({ path: fc.constantFrom(...paths), remove: fc.boolean(), value })

test('a Bundle damaged in any way never throws, and never yields an invalid document', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const damaged = wholeBundle() as unknown as Json
      for (const { path, remove, value: next } of changes)
        damage(damaged, path, (parent, key) => {
          if (remove && Array.isArray(parent)) parent.splice(Number(key), 1)
          else if (remove) delete parent[key]
          else parent[key] = structuredClone(next)
        })
      // As it would be read: no array of JSON has holes.
      const bundle = JSON.parse(JSON.stringify(damaged)) as Json
      const result = mapBundle(bundle, options)
      if (!result.ok) return
      const { documents, entries, patientId } = result.value
      expect(entries.length).toBe((bundle.entry as unknown[]).length)
      expect(documents.at(-1)?.id).toBe(patientId)
      for (const document of documents) {
        const checked = aggregates[collectionOfType(document.type)!].schema.safeParse(document)
        expect(checked.error?.issues ?? []).toEqual([])
      }
      expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length)
    }),
    { numRuns: 1500 },
  )
})
