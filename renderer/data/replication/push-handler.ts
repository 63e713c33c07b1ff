import type { BulkDocsRow } from '#shared/contract/couch.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { isLeft } from '../storage/remove-rows.ts'
import { sameContent } from '../storage/same-content.ts'
import { isRefusedForGood } from './answer-error.ts'
import type { BatchSize } from './batch-size.ts'
import { createComparison, halves, type OpenRow, type Persist } from './compare-with-server.ts'
import type { CouchTransport } from './couch-transport.ts'
import type { InPush } from './in-push.ts'
import { acknowledge, assumedOf, isTakenBack, type PushRow, wireOf } from './push-row.ts'
import { createRowEnds, type Ends, type EndsOptions } from './row-ends.ts'
import type { ServerState } from './server-state.ts'

export interface PushHandlerOptions extends Persist, EndsOptions {
  transport: CouchTransport
  batchSize: BatchSize
  inPush: InPush
  signal: AbortSignal
  /** Whether files may have brought documents elsewhere, or from there, of which the server has not heard. */
  givesFiles(): boolean
  /** Whether this document was put aside before, as its push was never answered: it goes last and alone. */
  isAside(id: string): boolean
  /** Whether this document is in quarantine. */
  isRefused(id: string): boolean
}

/**
 * Pushes what RxDB hands over and answers with the server's states that must be merged first. Every row ends in one of
 * four ways: acknowledged, already there, in conflict, or put aside (trap T1: one bad document never stops the others):
 * into quarantine, or, what a file brought of the server's and that does not answer about, to be asked about later.
 */
export function createPushHandler(options: PushHandlerOptions): (rows: PushRow[]) => Promise<ServerState[]> {
  const { transport, batchSize, inPush, signal } = options

  const rowEnds = createRowEnds(options)
  const { answered, done, refuse } = rowEnds
  const compare = createComparison({ ...options, ends: rowEnds })

  /** Sends a batch; a refusal of the whole request is the refusal of one of its documents: halves find out which. */
  async function send(batch: OpenRow[], ends: Ends, known: boolean): Promise<OpenRow[]> {
    let answers: BulkDocsRow[]
    try {
      const documents = batch.map(({ row, rev }) => wireOf(row, rev))
      answers = await options.persist(() => transport.bulkDocs(documents, signal), known)
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause
      // Too much for the server, or for a line that is cut before so much is through.
      batchSize.tooLarge()
      if (batch.length === 1) {
        await refuse(batch[0]!.row, ends, cause.code, cause.detail ?? '', !isRefusedForGood(cause))
        return []
      }
      const [first, rest] = halves(batch)
      return [...(await send(first, ends, true)), ...(await send(rest, ends, true))]
    }
    const rejected: OpenRow[] = []
    for (const [index, answer] of answers.entries()) {
      const open = batch[index]!
      if ('rev' in answer) await done(open.row, answer.rev as string, ends)
      else if (answer.error === 'conflict') rejected.push(open)
      else rejected.push({ ...open, refusal: { code: answer.error, text: answer.reason } })
    }
    return rejected
  }

  const isAside = ({ row }: OpenRow) => options.isAside(row.newDocumentState.id)
  /** How many may go together: those put aside go one by one. */
  const healthy = (open: OpenRow[]) => {
    const first = open.findIndex(isAside)
    return first < 0 ? open.length : Math.max(1, first)
  }

  async function push(rows: PushRow[]): Promise<ServerState[]> {
    const conflicts: ServerState[] = []
    const ends: Ends = []
    let open: OpenRow[] = []
    // Downloaded, and the process died before RxDB noted it; or deleted here before the server is known to have it, when
    // only its answer may have been lost: compared with the server, not sent back.
    const unnoted: OpenRow[] = []
    for (const row of rows) {
      const assumed = assumedOf(row)
      // A merge whose result is what the server has needs no push; sent again it would conflict again (trap T6).
      if (isLeft(row.newDocumentState) || (assumed && sameContent(assumed, row.newDocumentState))) {
        ends.push(() => acknowledge(row, assumed?._rev))
        await answered(row)
      } else if (row.newDocumentState._downloaded || isTakenBack(row))
        unnoted.push({ row, rev: undefined, rounds: 0 })
      else open.push({ row, rev: assumed?._rev, rounds: 0 })
    }
    if (unnoted.length > 0) {
      const { again, merge } = await compare(unnoted, ends)
      open.push(...again)
      conflicts.push(...merge)
    }
    open.sort((a, b) => Number(isAside(a)) - Number(isAside(b)))
    while (open.length > 0) {
      const size = batchSize.next(open.slice(0, healthy(open)), ({ row }) => row.newDocumentState)
      const rejected = await send(open.slice(0, size), ends, isAside(open[0]!))
      open = open.slice(size)
      if (rejected.length === 0) continue
      const { again, merge } = await compare(rejected, ends)
      open = [...again, ...open]
      conflicts.push(...merge)
    }
    for (const end of ends) end()
    const met = new Set(conflicts.map(({ id }) => id))
    return [...conflicts, ...rows.filter((row) => !met.has(row.newDocumentState.id)).flatMap(newerOf)]
  }

  /** What the server has on top of this acknowledged row and RxDB passed over: met like a conflict, with us as its past. */
  function newerOf(row: PushRow): ServerState[] {
    const { id, _rev } = row.newDocumentState
    const isSent = _rev !== undefined && !options.isRefused(id) && !options.isAside(id)
    const newer = isSent ? inPush.newer(id, _rev) : undefined
    if (!newer) return []
    row.assumedMasterState = structuredClone(row.newDocumentState)
    const { _downloaded, ...state } = newer
    return [state]
  }

  return async (rows) => {
    const ids = rows.map(({ newDocumentState }) => newDocumentState.id)
    inPush.begin(ids)
    try {
      const states = await push(rows)
      inPush.answered(ids)
      return states
    } catch (cause) {
      inPush.failed(ids)
      throw cause
    }
  }
}
