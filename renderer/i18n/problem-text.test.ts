import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { be } from './be/index.ts'
import { en } from './en/index.ts'
import { ru } from './ru/index.ts'

const domain = join(import.meta.dirname, '../../shared/domain')

/** Every problem code written in the rules: `'visit.in-future'`. */
const codes = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.includes('.test.') && !path.includes('.schema.'))
  .flatMap((path) => [
    ...readFileSync(join(domain, path), 'utf8').matchAll(/'((?:visit|prescription)\.[a-z]+(?:-[a-z]+)*)'/g),
  ])
  .map((match) => match[1]!)

describe('words for problems', () => {
  it('finds the codes of the rules', () => {
    expect(codes).toContain('visit.no-main-diagnosis')
    expect(codes).toContain('prescription.feldsher-ordinary-only')
  })

  it.each(Object.entries({ ru, be, en }))('says every code in %s', (_language, texts) => {
    const known = texts.problems as unknown as Record<string, Record<string, string> | undefined>
    const unsaid = codes.filter((code) => {
      const [group = '', name = ''] = code.split('.')
      return !known[group]?.[name]
    })
    expect(unsaid).toEqual([])
  })
})
