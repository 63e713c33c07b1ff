import { z } from 'zod'
import type { Peer } from './peer.ts'
import { ReplicationError } from './replication-error.ts'
import type { ReplicationRequest } from './replication-request.ts'

const pageSchema = z.object({
  results: z.array(z.object({ id: z.string(), changes: z.array(z.object({ rev: z.string() })) })),
  last_seq: z.union([z.string(), z.number()]),
  pending: z.number().optional(),
})
export interface SourcePage {
  /** Leaves by id; design documents included. */
  revs: Map<string, string[]>
  lastSeq: string
  pending: number | undefined
}

export const pageRows = 500
const heartbeatMs = 10_000

/** The sequence is not of this database: it was made anew, or restored from a backup. */
export class UnknownSequence extends Error {}

/** A page of changes after `since`; `wait` stays until there is one. */
export async function changesAfter(
  source: Peer,
  asked: ReplicationRequest,
  since: string,
  wait: boolean,
): Promise<SourcePage> {
  const query = new URLSearchParams({
    ...asked.queryParams,
    style: 'all_docs',
    limit: String(pageRows),
    since,
  })
  if (wait) {
    query.set('feed', 'longpoll')
    query.set('heartbeat', String(heartbeatMs))
  }
  if (asked.docIds) query.set('filter', '_doc_ids')
  else if (asked.selector) query.set('filter', '_selector')
  else if (asked.filter !== undefined) query.set('filter', asked.filter)
  const body = asked.docIds
    ? { doc_ids: asked.docIds }
    : asked.selector
      ? { selector: asked.selector }
      : undefined
  const path = `/_changes?${query}`
  const answer = await source.ask(body ? 'POST' : 'GET', path, body)
  if (answer.status === 400 && since !== '0') throw new UnknownSequence()
  if (answer.status !== 200) throw source.refusal(answer.status)
  const page = pageSchema.safeParse(answer.value)
  if (!page.success) throw new ReplicationError('bad_answer', `${source.shown} sent no page of changes`)
  const { results, last_seq, pending } = page.data
  return {
    revs: new Map(results.map((row) => [row.id, row.changes.map((change) => change.rev)])),
    lastSeq: String(last_seq),
    pending,
  }
}
