/**
 * A table that is asked with texts from outside: it knows its own entries alone, where a plain object also answers to
 * `constructor` and `__proto__`.
 */
export const wordTable = <V>(entries: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
  Object.assign(Object.create(null) as Record<string, V>, entries)
