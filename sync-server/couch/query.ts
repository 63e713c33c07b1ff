import type { FastifyRequest } from 'fastify'
import { badRequest, CouchError } from './couch-error.ts'

const queryError = (name: string): CouchError =>
  new CouchError(400, 'query_parse_error', `Invalid value for ${name}`)

/** Query parameters as CouchDB reads them. The last of a repeated one counts. */
export function queryOf(request: FastifyRequest) {
  const query = request.query as Record<string, string | string[] | undefined>
  const text = (name: string): string | undefined => {
    const value = query[name]
    return Array.isArray(value) ? value.at(-1) : value
  }
  return {
    text,
    /** Anything but `true` is no. */
    flag: (name: string): boolean => text(name) === 'true',
    count(name: string): number | undefined {
      const value = text(name)
      if (value === undefined || value === '') return undefined
      if (!/^\d{1,15}$/.test(value)) throw queryError(name)
      return Number(value)
    },
    /** A value written as JSON. */
    json(name: string): unknown {
      const value = text(name)
      if (value === undefined) return undefined
      try {
        return JSON.parse(value)
      } catch {
        throw badRequest('invalid UTF-8 JSON')
      }
    },
  }
}
export type Query = ReturnType<typeof queryOf>
