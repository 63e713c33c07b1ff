import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BundleReader } from './bundle-reader.ts'
import { entryOf, patient, wholeBundle } from './fixtures/bundle.ts'
import { mapSound } from './fixtures/map-options.ts'
import { findJsonError } from './json-error.ts'

function readInPieces(text: string, pieceLength = 7) {
  const reader = new BundleReader()
  for (let from = 0; from < text.length; from += pieceLength)
    reader.push(text.slice(from, from + pieceLength))
  return reader.finish()
}
const pretty = JSON.stringify(wholeBundle(), null, 2)

test('a Bundle read in pieces of any size maps to what the whole one maps to', () => {
  const expected = mapSound(wholeBundle())
  for (const length of [1, 7, 64, pretty.length]) {
    const read = readInPieces(pretty, length)
    expect(read.ok && mapSound(read.value)).toEqual(expected)
  }
})

test('a claim shrinks to its type and id', () => {
  const claim = entryOf('95', { resourceType: 'Claim', item: [{ net: 1 }] })
  const read = readInPieces(JSON.stringify({ resourceType: 'Bundle', entry: [claim] }))
  const { fullUrl, resource } = claim
  expect(read).toEqual({
    ok: true,
    value: {
      resourceType: 'Bundle',
      entry: [{ fullUrl, resource: { resourceType: 'Claim', id: (resource as { id?: string }).id } }],
    },
  })
})

test('brackets, quotes and "entry" inside texts and elsewhere mislead nobody', () => {
  const bundle = {
    meta: { entry: [{ a: 1 }] },
    note: '"entry": [{ \\" }]',
    entry: [{ resource: { resourceType: 'Patient', text: '}]}{[" \\' } }],
    after: [{ entry: [{}] }],
  }
  expect(readInPieces(JSON.stringify(bundle))).toEqual({
    ok: true,
    value: { ...bundle, entry: [{ fullUrl: undefined, resource: bundle.entry[0]!.resource }] },
  })
})

test('what is not a Bundle is read as it is', () => {
  expect(readInPieces('{"resourceType": "Patient"}')).toEqual({
    ok: true,
    value: { resourceType: 'Patient' },
  })
  expect(readInPieces('[1]')).toEqual({ ok: true, value: [1] })
  expect(readInPieces('\ufeff{"entry": []}')).toEqual({ ok: true, value: { entry: [] } })
})

describe('a broken file', () => {
  test.each([
    ['a bad character in an entry', '{"entry": [\n {"a": 1},\n {"a": x}\n]}', 3, 8],
    ['a missing brace in an entry', '{"entry": [\n {"a": {"b": 1},\n {"a": 2}\n]}', 3, 2],
    ['a missing comma between entries', '{"entry": [\n {"a": 1}\n {"a": 2}\n]}', 3, 2],
    ['a bad character before the entries', '{\n "type": ,\n "entry": []}', 2, 10],
    ['a bad character behind the entries', '{"entry": [\n {"a": 1}],\n "x" 1}', 3, 6],
    ['a file cut in an entry', '{"entry": [\n {"a": 1},\n {"a"', 3, 6],
    ['an empty file', '', 1, 1],
  ])('%s is found at its line and column', (_, text, line, column) => {
    expect(readInPieces(text)).toMatchObject({ ok: false, error: { line, column } })
    // The same place as in the text as a whole.
    expect(findJsonError(text)).toMatchObject({ line, column })
  })

  test('a cut anywhere is noticed', () => {
    for (let length = 0; length < pretty.length; length += 13)
      expect(readInPieces(pretty.slice(0, length), 512)).toMatchObject({ ok: false, error: { atEnd: true } })
  })

  test('any damage is found where it is, or is none', () => {
    const damage = fc.record({
      at: fc.nat(pretty.length - 1),
      insert: fc.constantFrom('', ',', '"', '{', '}', ']', '\\', 'x', '\n'),
    })
    fc.assert(
      fc.property(damage, ({ at, insert }) => {
        const text = pretty.slice(0, at) + insert + pretty.slice(at + 1)
        const error = findJsonError(text)
        const read = readInPieces(text, 100)
        expect(read.ok).toBe(error === undefined)
        if (!read.ok) expect(read.error.line).toBeLessThanOrEqual(text.split('\n').length)
      }),
    )
  })
})

test('a patient alone is a Bundle of one entry', () => {
  const read = readInPieces(JSON.stringify({ resourceType: 'Bundle', entry: [patient()] }))
  expect(read.ok && mapSound(read.value).documents).toHaveLength(1)
})
