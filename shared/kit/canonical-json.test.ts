import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, sameJson } from './canonical-json.ts'

describe('two values', () => {
  it('are the same JSON exactly when their canonical texts are equal', () => {
    const value = fc.anything({ withNullPrototype: false, maxDepth: 3, maxKeys: 3 })
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b))
        expect(sameJson(a, structuredClone(a))).toBe(true)
      }),
    )
  })

  it('are the same whatever the order of their members, and a member that is undefined is none', () => {
    expect(sameJson({ a: 1, b: [{ c: null, d: undefined }] }, { b: [{ c: null }], a: 1 })).toBe(true)
    expect(sameJson({ a: undefined, b: 1 }, { b: 1, c: undefined })).toBe(true)
    expect(sameJson({ a: undefined }, { a: null })).toBe(false)
    expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false)
    expect(sameJson([1, 2], [2, 1])).toBe(false)
    expect(sameJson([undefined], [null])).toBe(true)
    expect(sameJson({}, [])).toBe(false)
  })
})
