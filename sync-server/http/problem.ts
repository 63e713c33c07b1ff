import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { CouchError } from '../couch/couch-error.ts'
import { jsonText } from './request-body.ts'

/** The request's body in a schema's shape. 422 names the fields that are wrong, never their values. */
export function parsedBody<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonText(request).value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'body')
  throw new CouchError(422, 'invalid-body', `wrong or missing: ${fields.join(', ')}`)
}
