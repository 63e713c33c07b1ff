import { isUtf8 } from 'node:buffer'
import { badRequest } from '../couch/couch-error.ts'

/** A request's JSON: the text as it came and its value. */
export interface JsonText {
  text: string
  value: unknown
}

/** Parses bytes as JSON text. 400 for anything that could not be given back as it came. */
export function parseJsonText(bytes: Buffer): JsonText {
  if (!isUtf8(bytes)) throw badRequest('invalid UTF-8 JSON')
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw badRequest('invalid UTF-8 JSON')
  }
  if (/\\u[dD][89a-fA-F]/.test(text) && !wellFormed(value))
    throw badRequest('invalid UTF-8 JSON: lone surrogate')
  return { text, value }
}

const loneSurrogate = /\p{Surrogate}/u

function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !loneSurrogate.test(value)
  if (Array.isArray(value)) return value.every(wellFormed)
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([name, member]) => !loneSurrogate.test(name) && wellFormed(member))
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
