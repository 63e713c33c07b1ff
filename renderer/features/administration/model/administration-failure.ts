import { problemSchema } from '#shared/contract/api.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'

/** Refusals of the administrator's endpoints that have words of their own. */
export const refusals = [
  'account.taken',
  'account.card-taken',
  'account.own',
  'account.last-administrator',
  'signing-key.not-allowed',
  'not_found',
  'invalid-body',
] as const
export type Refusal = (typeof refusals)[number]
export type AdministrationFailure = ErrorCode | Refusal

export const isRefusal = (failure: AdministrationFailure): failure is Refusal =>
  refusals.some((refusal) => refusal === failure)

/** What an answer that is no success means. */
export function failureOf(status: number, answer: unknown): AdministrationFailure {
  const problem = problemSchema.safeParse(answer)
  // A page of a provider's portal is no answer of ours, whatever its status.
  if (!problem.success) return status >= 500 ? 'server.unavailable' : 'network.not-our-server'
  const refusal = refusals.find((known) => known === problem.data.title)
  if (refusal) return refusal
  if (problem.data.title === 'station.renewal-under-way') return 'session.renewal-under-way'
  if (status === 401) return 'session.expired'
  if (status === 403) return 'session.forbidden'
  if (status === 426) return 'workplace.too-old'
  if (status === 429) return 'server.too-many-requests'
  if (status === 507) return 'server.disk-full'
  return 'server.unavailable'
}
