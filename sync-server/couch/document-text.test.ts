import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elementStarts, ownMembers } from './document-text.ts'

const jsonObject = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.jsonValue(),
  { maxKeys: 8 },
)
const spacing = fc.constantFrom(undefined, 1, '\t', 3)

describe('the text of a document', () => {
  it('C1 holds exactly the members without a leading underscore, on one line', () => {
    fc.assert(
      fc.property(jsonObject, jsonObject, spacing, (own, special, space) => {
        const mixed: Record<string, unknown> = {}
        const expected: Record<string, unknown> = {}
        for (const [name, value] of Object.entries(special)) mixed[`_${name}`] = value
        for (const [name, value] of Object.entries(own)) {
          mixed[name] = value
          if (!name.startsWith('_')) expected[name] = value
        }
        const body = ownMembers(JSON.stringify(mixed, null, space), 0)
        expect(body).not.toMatch(/[\r\n]/)
        expect(JSON.parse(`{"#":0${body}}`)).toEqual(JSON.parse(JSON.stringify({ '#': 0, ...expected })))
      }),
    )
  })

  it('finds where every element of an array begins, whatever its kind and spacing', () => {
    fc.assert(
      fc.property(fc.array(jsonObject), spacing, (values, space) => {
        const text = JSON.stringify(values, null, space)
        const bodies = elementStarts(text, 0).map((from) => JSON.parse(`{"#":0${ownMembers(text, from)}}`))
        const expected = values.map((value) =>
          Object.fromEntries([['#', 0], ...Object.entries(value).filter(([name]) => !name.startsWith('_'))]),
        )
        expect(bodies).toEqual(JSON.parse(JSON.stringify(expected)))
      }),
    )
    expect(elementStarts('[ 1 ,"]", null,[[2]] , true]', 0)).toEqual([2, 5, 10, 15, 23])
  })

  it('keeps numbers as they were written', () => {
    expect(
      ownMembers(
        '{ "_id" : "x" , "a" : 1.0 ,\n  "b":[1e400, 12345678901234567890] , "_rev":"1-a" , "c":-0 }',
        0,
      ),
    ).toBe(',"a" : 1.0 ,"b":[1e400, 12345678901234567890],"c":-0')
  })
})
