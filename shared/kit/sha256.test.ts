import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digest26, sha256 } from './sha256.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('the published vectors of FIPS 180-4', () => {
  expect(hex(sha256(''))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(hex(sha256('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(hex(sha256('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'))).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  )
})

test('any text gives what the machine’s own SHA-256 gives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(hex(sha256(text))).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
    }),
  )
})

test('a lone surrogate is read as the replacement character', () => {
  expect(hex(sha256('\ud800a'))).toBe(hex(sha256('\ufffda')))
})

test('the short digest is 26 characters of the id alphabet', () => {
  expect(digest26('abc')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  expect(digest26('abc')).not.toBe(digest26('abd'))
  // The first five bits of ba7816bf are 10111, the 23rd letter.
  expect(digest26('abc')[0]).toBe('Q')
})
