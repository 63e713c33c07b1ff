import { z } from 'zod'
import { fromWire, type WireDocument } from '#shared/contract/couch.ts'
import { userHeader } from '#shared/contract/session.ts'
import type { ClinicDocument } from '#shared/domain/registry.ts'
import { upgraded } from '#shared/domain/upgrades.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Clock } from '#shared/kit/clock.ts'
import { createTraceReader } from './audit/trace-reader.ts'
import type { TraceReader } from './controls/audit-control.ts'
import { createAsk } from './replication/server-request.ts'

/** A clinic as the server tells it, for who works without anything of it on this PC. Failures are AppErrors. */
export interface ClinicAtServer {
  trace: TraceReader
  /** Documents that the person may see: those with these ids, or all of them. */
  documents(ids?: readonly string[]): Promise<ClinicDocument[]>
}

const answerSchema = z.object({
  rows: z.array(z.object({ doc: z.looseObject({ _id: z.string() }).nullish() })),
})

/** @param user whose session it is: that of somebody else does nothing in their name (rule A22) */
export function clinicAtServer(parts: {
  clinicId: string
  database: string
  user: string
  clock: Clock
  fetch?: typeof fetch
}): ClinicAtServer {
  const { fetch: request = (input, init) => fetch(input, init) } = parts
  const inNameOfUser: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set(userHeader, encodeURIComponent(parts.user))
    return request(input, { ...init, headers })
  }
  const asking = { fetch: inNameOfUser, clock: parts.clock, onContact: () => undefined }
  const askClinic = createAsk(`/api/clinics/${parts.clinicId}`, asking)
  const askDatabase = createAsk(`/${parts.database}`, asking)
  const { signal } = new AbortController()
  return {
    trace: createTraceReader((path) => askClinic(path, signal)),
    async documents(ids) {
      const body = ids && { keys: ids }
      const answer = answerSchema.safeParse(
        await askDatabase('/_all_docs?include_docs=true', signal, body ? { body } : {}),
      )
      if (!answer.success) throw new AppError('network.malformed-answer', { detail: 'documents' })
      return answer.data.rows.flatMap(({ doc }) =>
        doc ? [upgraded(fromWire(doc as WireDocument).document) as ClinicDocument] : [],
      )
    },
  }
}
