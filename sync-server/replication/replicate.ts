import type { Clock } from '#shared/kit/clock.ts'
import { isoNow } from '#shared/kit/clock.ts'
import { changesAfter, pageRows, type SourcePage, UnknownSequence } from './changes-source.ts'
import { type HistoryEntry, openCheckpoint } from './checkpoint.ts'
import { checkpointId } from './checkpoint-id.ts'
import type { Peer } from './peer.ts'
import type { ReplicationRequest } from './replication-request.ts'
import { type Counts, noCounts, transferPage } from './transfer-page.ts'
import { openWithholding } from './withheld-documents.ts'

/** How far a replication is; read while it runs. */
export interface Progress extends Counts {
  source_seq: string
  checkpointed_source_seq: string
  changes_pending: number | null
}
export const noProgress = (): Progress => ({
  ...noCounts(),
  source_seq: '0',
  checkpointed_source_seq: '0',
  changes_pending: null,
})

export interface Replication {
  source: Peer
  target: Peer
  /** Where the cards of the source's patients are; the source itself, but for files. */
  cards: Peer
  request: ReplicationRequest
  /** Records of a clinic go where patients may have refused to let them go. */
  leavesClinic: boolean
  id: string
  sessionId: string
  progress: Progress
  clock: Clock
  signal: AbortSignal
}

/** The end of a one-shot replication, as `_replicate` answers it. */
export interface ReplicationResult {
  ok: true
  no_changes?: true
  session_id: string
  source_last_seq: string
  replication_id_version: 4
  history: HistoryEntry[]
  /** Told once more of a replication by ids, as CouchDB does. */
  start_time?: string
  end_time?: string
  docs_read?: number
  docs_written?: number
  doc_write_failures?: number
  /** How many documents stayed in the clinic, and why. */
  docs_withheld?: number
  withheld_reason?: string
}

const withheldReason =
  'patients refused to let their records leave the clinic, or processing of their data is restricted'

/**
 * Brings everything that the source has after the last checkpoint to the target: revisions with their history, conflicts,
 * tombstones and attachments. Ends at the end of the source, or never when it is continuous. Stopped at any moment it
 * goes on from its last checkpoint and does nothing twice.
 */
export async function replicate(replication: Replication): Promise<ReplicationResult> {
  const { source, target, request, progress, clock } = replication
  await openDatabases(source, target, request.createTarget)
  const checkpoint = request.useCheckpoints
    ? await openCheckpoint(source, target, await checkpointId(source, replication.id, request.filter))
    : undefined
  const withholding = replication.leavesClinic
    ? await openWithholding(source, replication.cards, replication.id, clock)
    : undefined
  const transfer = (revs: Map<string, string[]>) => transferPage(source, target, revs, progress, withholding)
  const startedAt = isoNow(clock)
  const first = request.sinceSeq ?? checkpoint?.since ?? '0'
  let since = first
  let history: HistoryEntry[] = []
  let notedMs = clock.now()
  progress.source_seq = since
  progress.checkpointed_source_seq = since

  const note = async (): Promise<void> => {
    if (progress.checkpointed_source_seq === since) return
    history = [historyEntry(replication, startedAt, first, since)]
    if (checkpoint) history = await checkpoint.note(history[0]!)
    progress.checkpointed_source_seq = since
    notedMs = clock.now()
  }

  const pageAfter = async (wait: boolean): Promise<SourcePage> => {
    try {
      return await changesAfter(source, request, since, wait)
    } catch (error) {
      if (!(error instanceof UnknownSequence)) throw error
      // The source was made anew or restored: compare everything. Nothing is written twice.
      since = '0'
      return changesAfter(source, request, since, false)
    }
  }

  for (let caughtUp = false; ; ) {
    const page = await pageAfter(request.continuous && caughtUp)
    await transfer(page.revs)
    await withholding?.settle(transfer)
    since = page.lastSeq
    progress.source_seq = since
    progress.changes_pending = page.pending ?? null
    caughtUp = page.revs.size === 0 || (page.revs.size < pageRows && page.pending === 0)
    if (caughtUp || clock.now() - notedMs >= request.checkpointIntervalMs) await note()
    if (caughtUp && !request.continuous) break
  }
  const foundNone = request.docIds !== undefined && progress.revisions_checked === 0
  const noChanges = progress.docs_read === 0 && (since === first || foundNone)
  return {
    ok: true,
    ...(noChanges ? { no_changes: true } : {}),
    session_id: replication.sessionId,
    source_last_seq: since,
    replication_id_version: 4,
    history,
    ...(request.docIds && !noChanges
      ? {
          start_time: startedAt,
          end_time: isoNow(clock),
          docs_read: progress.docs_read,
          docs_written: progress.docs_written,
          doc_write_failures: progress.doc_write_failures,
        }
      : {}),
    ...(progress.docs_withheld > 0
      ? { docs_withheld: progress.docs_withheld, withheld_reason: withheldReason }
      : {}),
  }
}

async function openDatabases(source: Peer, target: Peer, createTarget: boolean): Promise<void> {
  await source.need('GET', '/')
  if (createTarget) {
    const { status } = await target.ask('PUT', '/')
    if (status !== 201 && status !== 202 && status !== 412) throw target.refusal(status)
  }
  await target.need('GET', '/')
}

function historyEntry(
  { sessionId, progress, clock }: Replication,
  startedAt: string,
  first: string,
  since: string,
): HistoryEntry {
  return {
    session_id: sessionId,
    start_time: startedAt,
    end_time: isoNow(clock),
    start_last_seq: first === '0' ? 0 : first,
    end_last_seq: since,
    recorded_seq: since,
    missing_checked: progress.revisions_checked,
    missing_found: progress.missing_revisions_found,
    docs_read: progress.docs_read,
    docs_written: progress.docs_written,
    doc_write_failures: progress.doc_write_failures,
  }
}
