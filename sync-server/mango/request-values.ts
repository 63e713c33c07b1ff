import { CouchError } from '../couch/couch-error.ts'

/** Members of a request of Mango, checked as CouchDB checks them, with its errors; absent ones have a default. */
export function requestValues(given: Record<string, unknown>) {
  const shown = (value: unknown): string => JSON.stringify(value)
  return {
    count(name: string, otherwise: number): number {
      const value = given[name] === undefined ? otherwise : given[name]
      if (!Number.isSafeInteger(value) || Number(value) < 0)
        throw new CouchError(
          400,
          'invalid_non_neg_integer',
          `${shown(value)} is not an integer greater than or equal to zero`,
        )
      return Number(value)
    },
    flag(name: string, otherwise: boolean): boolean {
      const value = given[name] === undefined ? otherwise : given[name]
      if (typeof value !== 'boolean')
        throw new CouchError(400, 'invalid_boolean', `Invalid boolean value: ${shown(value)}`)
      return value
    },
    /** Undefined when it is absent. Throws for an empty text. */
    text(name: string): string | undefined {
      const value = given[name]
      if (value === undefined || (typeof value === 'string' && value !== '')) return value
      throw new CouchError(400, 'invalid_string', `Invalid string: ${shown(value)}`)
    },
    /** How many copies are to be read: there is one, so that any number is met. */
    copies(): void {
      const value = given.r === undefined ? 1 : given.r
      // Clients write it as a text, too.
      if (!/^[1-9]\d{0,8}$/.test(String(value)) || !['number', 'string'].includes(typeof value))
        throw new CouchError(
          400,
          'invalid_pos_integer',
          `${shown(value)} is not an integer greater than zero`,
        )
    },
  }
}
