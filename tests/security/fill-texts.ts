import type { z } from 'zod'

/** What zod 4 tells of a schema to whoever walks it. */
interface Def {
  type: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  element?: z.ZodType
  options?: z.ZodType[]
  entries?: Record<string, string>
  values?: unknown[]
  valueType?: z.ZodType
  keyType?: z.ZodType
}
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def

export interface Filling {
  /** Texts for a field, the most wanted first; the first that its schema takes is put there. */
  textsFor(path: string): string[]
  /** Fields that must hold something certain, by their path (`author.id`), or nothing (undefined). */
  fixed: Readonly<Record<string, unknown>>
}

const types =
  'patient visit prescription condition measurements immunization inbox allergy diagnosis practitioner facility consent restriction legal-ground version'
/** What fields of a certain form take instead of a free text. */
const formed = [
  '2026-11-20T08:00:00.000Z',
  '2026-11-20',
  '2026-11',
  '2026-11-20T08:00:00.000Z-0000-test',
  ...types.split(' ').map((type) => `${type}:HOSTILE`),
  '2110000000',
  '3140362A901PB1',
  'abcd',
  `file:${'x'.repeat(43)}`,
  'demo',
]

/**
 * A document with every field of its schema there, and in each that takes a free text the text that is wanted. Finds new
 * fields by itself.
 * @throws Error for a field that it cannot fill: it must learn it.
 */
export function fillTexts(schema: z.ZodType, filling: Filling): { document: unknown; filled: string[] } {
  const filled: string[] = []
  const document = fill(schema, '')
  return { document, filled }

  function fill(part: z.ZodType, path: string): unknown {
    if (path in filling.fixed) return filling.fixed[path]
    const def = defOf(part)
    switch (def.type) {
      case 'object': {
        const members = Object.entries(def.shape!).map(([name, member]) => [
          name,
          fill(member, path === '' ? name : `${path}.${name}`),
        ])
        return Object.fromEntries(members.filter(([, value]) => value !== undefined))
      }
      case 'optional':
      case 'nullable':
      case 'default':
      case 'readonly':
        return fill(def.innerType!, path)
      case 'array':
        return [fill(def.element!, path)]
      case 'record':
        return { field: fill(def.valueType!, `${path}.field`) }
      case 'union':
        return fill(def.options![0]!, path)
      case 'enum':
        return Object.values(def.entries!)[0]
      case 'literal':
        return def.values![0]
      case 'boolean':
        return true
      case 'number':
        return firstThatFits(part, [1, 20, 100, 1000, 0.5], path)
      case 'unknown':
        filled.push(path)
        return filling.textsFor(path)[0]
      case 'string': {
        const texts = filling.textsFor(path)
        const text = firstThatFits(part, [...texts, ...formed], path)
        if (texts.includes(text as string)) filled.push(path)
        return text
      }
      default:
        throw new Error(`${path}: no way to fill a ${def.type}`)
    }
  }
}

function firstThatFits(schema: z.ZodType, candidates: readonly unknown[], path: string): unknown {
  const found = candidates.find((candidate) => {
    const parsed = schema.safeParse(candidate)
    return parsed.success && parsed.data === candidate
  })
  if (found === undefined) throw new Error(`${path}: nothing fits`)
  return found
}
