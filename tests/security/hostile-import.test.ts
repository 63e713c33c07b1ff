import { describe, expect, it } from 'vitest'
import { aggregates, collectionOfType } from '../../shared/domain/registry.ts'
import { type Json, wholeBundle } from '../../shared/fhir/fixtures/bundle.ts'
import { options } from '../../shared/fhir/fixtures/map-options.ts'
import { mapBundle } from '../../shared/fhir/map-bundle.ts'
import { hostileTexts } from './hostile-texts.ts'

/** What a Bundle needs in order to be read at all; every other text of it is somebody's. */
const structural = new Set(['resourceType', 'reference', 'fullUrl', 'id'])

type Path = string[]
const textsIn = (value: unknown, path: Path = []): Path[] => {
  if (typeof value === 'string') return structural.has(path.at(-1)!) ? [] : [path]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...path, name]))
}
const put = (root: Json, path: Path, text: string): void => {
  const parent = path.slice(0, -1).reduce<Json>((inner, name) => inner[name] as Json, root)
  parent[path.at(-1)!] = text
}

describe('A FHIR bundle', () => {
  it.each(hostileTexts)(
    'with $name in each of its texts brings sound documents or is refused in words',
    ({ long }) => {
      const whole = wholeBundle() as unknown as Json
      let mapped = 0
      for (const path of textsIn(whole)) {
        const bundle = structuredClone(whole)
        put(bundle, path, long)
        const result = mapBundle(bundle, options)
        if (!result.ok) continue
        mapped += 1
        for (const document of result.value.documents) {
          const { schema } = aggregates[collectionOfType(document.type)!]
          expect([path.join('.'), schema.safeParse(document).success]).toEqual([path.join('.'), true])
        }
      }
      expect(textsIn(whole).length).toBeGreaterThan(60)
      expect(mapped).toBeGreaterThan(40)
    },
  )
})
