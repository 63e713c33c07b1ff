import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ru } from './ru/index.ts'

/** Texts whose keys come from data: which ones there must be, others test. */
const fromData: readonly string[] = [
  // Codes of shared/errors, of the rules and of the server.
  'errors.',
  'problems.',
  'refusals.',
  // Units as the measurement carries them, and bytes.
  'card.units.',
  'settings.units.',
  // What stands in a field of a record that differs.
  'inbox.values.',
  // A sentence is chosen before its parts are read.
  'inbox.empty.',
  'inbox.emptyResolved.',
]

const room = join(import.meta.dirname, '..')
const source = readdirSync(room, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !/^i18n.(ru|be|en)\b/.test(path))
  .map((path) => readFileSync(join(room, path), 'utf8'))
  .join('\n')

/** Everything in quotes that could be a key, and the beginnings and ends around what is filled in. */
const quoted = new Set([...source.matchAll(/['"](?:\w+:)?([\w-]+(?:\.[\w-]+)*)['"]/g)].map(([, key]) => key!))
const filledIn = [...source.matchAll(/`([\w-][\w.-]*\$\{[^`\n]*)`/g)].map(
  ([, template]) =>
    new RegExp(
      `^${template!
        .split(/\$\{[^}]*\}/)
        .map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
        .join('.+')}$`,
    ),
)

const pathsOf = (texts: object, before = ''): string[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [before + key] : pathsOf(text, `${before}${key}.`),
  )

it('every text is shown somewhere', () => {
  const unused = pathsOf(ru)
    .map((path) => path.replace(/_(zero|one|few|many|other)$/, ''))
    .filter((path) => {
      const withinFile = path.slice(path.indexOf('.') + 1)
      if (fromData.some((prefix) => path.startsWith(prefix))) return false
      return !quoted.has(withinFile) && !filledIn.some((template) => template.test(withinFile))
    })
  expect(unused).toEqual([])
})
