import type { z } from 'zod'

/** A stored record in its shape; undefined when there is none. */
export const fromRecord = <T>(schema: z.ZodType<T>, value: unknown): T | undefined =>
  value === undefined ? undefined : schema.parse(value)
