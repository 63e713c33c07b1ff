import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Base64 of a word wherever it begins in the bytes that were encoded: what is the same whatever stands around it. */
function base64Of(word: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), word])
      .toString('base64')
      .replace(/=+$/, '')
    const whole = Math.floor(((offset + word.length) * 8) / 6)
    return text.slice(Math.ceil((offset * 8) / 6), whole)
  })
}

/** A word in every form in which programs write it down. */
export function formsOf(word: string): Buffer[] {
  const escaped = [...word]
    .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
  const utf8 = Buffer.from(word)
  const texts = [
    word,
    encodeURIComponent(word),
    encodeURIComponent(word).toLowerCase(),
    encodeURIComponent(encodeURIComponent(word)),
    escaped,
    escaped.toUpperCase().replaceAll('\\U', '\\u'),
    utf8.toString('hex'),
    ...base64Of(utf8),
    ...base64Of(Buffer.from(word, 'utf16le')),
  ]
  return [...new Set(texts)].map((text) => Buffer.from(text)).concat(Buffer.from(word, 'utf16le'))
}

/** Which of the words stand in these bytes, in whatever form. */
export const wordsIn = (bytes: Buffer, words: readonly string[]): string[] =>
  words.filter((word) => formsOf(word).some((form) => bytes.includes(form)))

export function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry)
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isDirectory()) yield* filesBelow(path)
    else if (found?.isFile()) yield path
  }
}

/** Where below a folder a word stands, in a file or in the name of one. */
export function placesOf(folder: string, words: readonly string[]): string[] {
  const found: string[] = []
  for (const path of filesBelow(folder))
    for (const word of wordsIn(Buffer.concat([Buffer.from(path), readFileSync(path)]), words))
      found.push(`${path}: ${word}`)
  return found
}
