import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { placesOf, wordsIn } from './find-words.ts'

const word = 'Зяблик'

it.each([
  ['UTF-8', Buffer.from(`x${word}y`)],
  ['UTF-16', Buffer.from(`x${word}y`, 'utf16le')],
  ['Base64, first place', Buffer.from(Buffer.from(`${word}y`).toString('base64'))],
  ['Base64, second place', Buffer.from(Buffer.from(`x${word}y`).toString('base64'))],
  ['Base64, third place', Buffer.from(Buffer.from(`xx${word}y`).toString('base64'))],
  ['Base64 of UTF-16', Buffer.from(Buffer.from(`xx${word}y`, 'utf16le').toString('base64'))],
  ['percent', Buffer.from(`?q=${encodeURIComponent(word)}`)],
  ['JSON escapes', Buffer.from('\\u0417\\u044f\\u0431\\u043b\\u0438\\u043a')],
  ['JSON escapes in capitals', Buffer.from('\\u0417\\u044F\\u0431\\u043B\\u0438\\u043A')],
  ['hexadecimal digits', Buffer.from(Buffer.from(word).toString('hex'))],
])('a word is found as %s', (_form, bytes) => {
  expect(wordsIn(bytes, [word, 'Снегирь'])).toEqual([word])
})

it('a word is found in files of folders in folders, and in their names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lekar-find-'))
  mkdirSync(join(folder, 'a', 'b'), { recursive: true })
  writeFileSync(join(folder, 'a', 'b', 'file'), `x${word}`)
  writeFileSync(join(folder, 'a', `${word}.log`), '')
  expect(placesOf(folder, [word]).length).toBe(2)
  expect(placesOf(folder, ['Снегирь'])).toEqual([])
  rmSync(folder, { recursive: true })
})
