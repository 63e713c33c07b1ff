import type { z } from 'zod'
import type { BundleEntry } from './bundle-index.ts'
import type { ImportProblem, ImportProblemCode } from './outcome.ts'

const atPath = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      inner !== null && typeof inner === 'object' ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  )

const writePath = (path: readonly PropertyKey[]) =>
  path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')

function codeOf(issue: z.core.$ZodIssue, value: unknown): ImportProblemCode {
  if (atPath(value, issue.path) === undefined) return 'required'
  return issue.code === 'invalid_type' ? 'wrong-type' : 'wrong-value'
}

/** The resource as the schema reads it, or every problem with its JSON path. */
export function readResource<T>(
  schema: z.ZodType<T>,
  entry: BundleEntry,
): { value: T } | { problems: ImportProblem[] } {
  const result = schema.safeParse(entry.resource)
  if (result.success) return { value: result.data }
  return {
    problems: result.error.issues.map((issue) => ({
      path: `entry[${entry.index}].resource${writePath(issue.path)}`,
      code: codeOf(issue, entry.resource),
    })),
  }
}

/** Problems of a result of the mapping that our own schema does not take; none when it does. */
export function refusedByUs(schema: z.ZodType, value: unknown, entry: BundleEntry): ImportProblem[] {
  const result = schema.safeParse(value)
  if (result.success) return []
  return result.error.issues.map((issue) => ({
    path: `entry[${entry.index}].resource -> ${writePath(issue.path).slice(1)}`,
    code: 'not-accepted' as const,
  }))
}
