import { z } from 'zod'
import type { Peer } from './peer.ts'
import { ReplicationError } from './replication-error.ts'

const entrySchema = z.looseObject({ session_id: z.string(), recorded_seq: z.union([z.string(), z.number()]) })
const logSchema = z.looseObject({
  _rev: z.string().optional(),
  session_id: z.string(),
  source_last_seq: z.union([z.string(), z.number()]),
  history: z.array(entrySchema),
})
type Log = z.infer<typeof logSchema>
export type HistoryEntry = Record<string, unknown> & { session_id: string; recorded_seq: string }

const keptEntries = 50

/** The place up to which both sides agree, kept as a `_local` document on each of them, in CouchDB's form. */
export async function openCheckpoint(source: Peer, target: Peer, replicationId: string) {
  const path = `/_local/${replicationId}`
  const logOf = async (peer: Peer): Promise<Log | undefined> => {
    const answer = await peer.ask('GET', path)
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw peer.refusal(answer.status)
    return logSchema.safeParse(answer.value).data
  }
  const startOf = async (peer: Peer): Promise<string> => {
    const { value } = await peer.need('POST', '/_ensure_full_commit', {})
    return String((value as { instance_start_time?: unknown } | null)?.instance_start_time ?? '0')
  }
  const logs = { source: await logOf(source), target: await logOf(target) }
  const starts = { source: await startOf(source), target: await startOf(target) }
  const revs = { source: logs.source?._rev, target: logs.target?._rev }
  const earlier = logs.source && logs.target ? logs.source.history : []

  const write = async (peer: Peer, side: 'source' | 'target', log: object): Promise<void> => {
    const rev = revs[side]
    const answer = await peer.ask('PUT', path, { ...log, ...(rev === undefined ? {} : { _rev: rev }) })
    if (answer.status === 409) {
      revs[side] = (await logOf(peer))?._rev
      throw new ReplicationError(
        'checkpoint_conflict',
        `the checkpoint on ${peer.shown} is of another replication`,
      )
    }
    if (answer.status !== 201 && answer.status !== 202) throw peer.refusal(answer.status)
    revs[side] = (answer.value as { rev?: string }).rev
  }

  return {
    since: commonSequence(logs.source, logs.target),
    /** Notes how far this session came. What is noted is on the target's disk, and both databases are still the same ones. */
    async note(entry: HistoryEntry): Promise<HistoryEntry[]> {
      for (const [side, peer] of [
        ['target', target],
        ['source', source],
      ] as const)
        if ((await startOf(peer)) !== starts[side])
          throw new ReplicationError('instance_changed', `${peer.shown} was made anew meanwhile`)
      const history = [entry, ...(earlier as HistoryEntry[])].slice(0, keptEntries)
      const log = {
        replication_id_version: 4,
        session_id: entry.session_id,
        source_last_seq: entry.recorded_seq,
        history,
      }
      await write(target, 'target', log)
      await write(source, 'source', log)
      return history
    },
  }
}

/** The newest session that both sides remember; `0` when there is none. */
function commonSequence(source: Log | undefined, target: Log | undefined): string {
  if (!source || !target) return '0'
  // The target is written first: after a crash between the two the source's word is the earlier one.
  if (source.session_id === target.session_id) return String(source.source_last_seq)
  const known = new Map(target.history.map((entry) => [entry.session_id, entry]))
  const shared = source.history.find((entry) => known.has(entry.session_id))
  return shared ? String(shared.recorded_seq) : '0'
}
