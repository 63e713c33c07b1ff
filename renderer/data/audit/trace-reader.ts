import { auditPageSchema, auditVerificationSchema } from '#shared/contract/audit-log.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { AuditQuery, TraceReader } from '../controls/audit-control.ts'

/**
 * Looks at the trace of access at the server, which has the events of every PC.
 * @param ask asks below the clinic's address
 * @param before what goes first: this PC's own events, where it has any
 */
export function createTraceReader(
  ask: (path: string) => Promise<unknown>,
  before: () => Promise<void> = async () => {},
): TraceReader {
  async function look<T>(
    path: string,
    schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  ): Promise<T> {
    await before()
    const answer = schema.safeParse(await ask(path))
    if (!answer.success) throw new AppError('network.malformed-answer', { detail: 'audit' })
    return answer.data
  }
  return {
    search: (query) => look(`/audit?${queryText(query)}`, auditPageSchema),
    verification: () => look('/audit/verification', auditVerificationSchema),
  }
}

const queryText = (query: AuditQuery): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString()
