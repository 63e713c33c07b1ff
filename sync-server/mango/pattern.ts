import { setFlagsFromString } from 'node:v8'
import { badArgument } from './bad-argument.ts'
import { patternSize } from './pattern-size.ts'

// V8's second engine for patterns, by the flag `l`: its time grows with the text alone, whatever the pattern.
setFlagsFromString('--enable-experimental-regexp-engine')

const longestPattern = 1000
/** A larger one takes so long for each character that it is bounded by time, as what goes back is. */
const largestLinear = 100

export interface Pattern {
  test(text: string): boolean
  /** Its time is in proportion to the text. The others may take longer than the world lasts. */
  isLinear: boolean
}

/**
 * A pattern as PCRE writes it where JavaScript can: options in front, and escapes that need none. What is tested in linear
 * time sees a character outside of the basic plane as two.
 */
export function patternOf(text: unknown): Pattern {
  if (typeof text !== 'string' || text.length > longestPattern) throw badArgument('$regex', text)
  const [, options = '', rest = text] = /^\(\?([ims]+)\)(.*)$/s.exec(text) ?? []
  const exact = compiled(rest, `${options}u`) ?? compiled(rest, options)
  if (!exact) throw badArgument('$regex', text)
  // These mean something else without the flag `u`, which the linear engine does not take.
  const needsUnicode = /\\[pP]\{|\\u\{|[\ud800-\udfff]/.test(rest)
  const linear = needsUnicode || patternSize(rest) > largestLinear ? undefined : compiled(rest, `${options}l`)
  const used = linear ?? exact
  return { test: (value) => used.test(value), isLinear: linear !== undefined }
}

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags)
  } catch {
    return undefined
  }
}

/** Whether a selector asks for a pattern that may take any time. */
export function hasSlowPattern(selector: unknown): boolean {
  if (Array.isArray(selector)) return selector.some(hasSlowPattern)
  if (typeof selector !== 'object' || selector === null) return false
  return Object.entries(selector).some(([name, value]) =>
    name === '$regex' ? !patternOf(value).isLinear : hasSlowPattern(value),
  )
}
