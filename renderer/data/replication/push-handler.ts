import type { BulkDocsRow } from '#shared/contract/couch.ts'
import { AppError } from '#shared/errors/app-error.ts'
import { isLeft } from '../storage/remove-rows.ts'
import { sameContent } from '../storage/same-content.ts'
import { isOfUnseen, isRefusedForGood } from './answer-error.ts'
import type { BatchSize } from './batch-size.ts'
import type { KeysRow } from './couch-answers.ts'
import type { CouchTransport } from './couch-transport.ts'
import type { InPush } from './in-push.ts'
import { acknowledge, assumedOf, isTakenBack, leaveUnsent, type PushRow, wireOf } from './push-row.ts'
import { type ServerState, serverState } from './server-state.ts'
import type { Unmet } from './unmet.ts'

export interface PushHandlerOptions {
  transport: CouchTransport
  batchSize: BatchSize
  inPush: InPush
  unmet: Pick<Unmet, 'add' | 'remove'>
  signal: AbortSignal
  /**
   * Runs a request when it is its turn, again and again until it is answered; throws when its content is at fault.
   * @param known it is part of a request that was at fault
   */
  persist<T>(request: () => Promise<T>, known: boolean): Promise<T>
  /** Whether this document was put aside before, as its push was never answered: it goes last and alone. */
  isAside(id: string): boolean
  /** Whether this document is in quarantine. */
  isRefused(id: string): boolean
  /** Whether files may have brought documents elsewhere, or from there, of which the server has not heard. */
  givesFiles(): boolean
  /** Called before RxDB hears of it. */
  onAcknowledged(document: ServerState, rev: string): Promise<void> | void
  /** Puts a refused document into quarantine; resolves when that is durable. */
  refuse(row: PushRow, code: string, text: string, mayPass: boolean): Promise<void>
}

interface OpenRow {
  row: PushRow
  rev: string | undefined
  rounds: number
  /** Why the server refused it, when it was no plain conflict. */
  refusal?: { code: string; text: string }
}

/**
 * What RxDB is to remember of each row. Written into the rows when all of them have ended, not before: RxDB calls again
 * with the same rows when this fails half-way, and a row must still say then what was written on this PC.
 */
type Ends = (() => void)[]

/** After so many answers that contradict each other the document goes to the merge. */
const maxRounds = 3

/**
 * Pushes what RxDB hands over and answers with the server's states that must be merged first. Every row ends in one of
 * four ways: acknowledged, already there, in conflict, or put aside (trap T1: one bad document never stops the others):
 * into quarantine, or, what a file brought of the server's and that does not answer about, to be asked about later.
 */
export function createPushHandler(options: PushHandlerOptions): (rows: PushRow[]) => Promise<ServerState[]> {
  const { transport, batchSize, inPush, unmet, signal } = options

  const answered = (row: PushRow) => unmet.remove(row.newDocumentState.id)

  async function done(row: PushRow, rev: string | undefined, ends: Ends) {
    ends.push(() => acknowledge(row, rev))
    await answered(row)
    if (rev !== undefined) await options.onAcknowledged(structuredClone(row.newDocumentState), rev)
  }

  async function refuse(row: PushRow, ends: Ends, code: string, text: string, mayPass = false) {
    const cameByFile = row.newDocumentState._downloaded !== undefined
    // Of somebody this person does not see now: the server's own, which its feed goes over some day.
    if (cameByFile && isOfUnseen(code, text)) return done(row, undefined, ends)
    if (cameByFile && mayPass) await unmet.add(row.newDocumentState.id)
    else {
      await options.refuse(row, code, text, mayPass)
      await answered(row)
    }
    ends.push(() => leaveUnsent(row))
  }

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

  /** Looks what the server has instead. Returns what to send again and what to merge. */
  async function look(
    rejected: OpenRow[],
    ends: Ends,
    known = false,
  ): Promise<{ again: OpenRow[]; merge: ServerState[] }> {
    const ids = rejected.map(({ row }) => row.newDocumentState.id)
    let rows: KeysRow[]
    try {
      rows = await options.persist(() => transport.documents(ids, signal), known)
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause
      if (rejected.length === 1) {
        await refuse(rejected[0]!.row, ends, cause.code, cause.detail ?? '', true)
        return { again: [], merge: [] }
      }
      const [first, rest] = halves(rejected)
      const [one, other] = [await look(first, ends, true), await look(rest, ends, true)]
      return { again: [...one.again, ...other.again], merge: [...one.merge, ...other.merge] }
    }
    const again: OpenRow[] = []
    const merge: ServerState[] = []
    for (const [index, open] of rejected.entries()) {
      const server = serverState(rows[index]!, open.row)
      const assumed = assumedOf(open.row)
      const mayRetry = open.rounds < maxRounds
      // Taken back before the server ever had it: there is nothing to tell, where nobody else can have it, nor anybody to
      // hear it where the server takes no word of it.
      if (!server && isTakenBack(open.row) && (open.refusal || !options.givesFiles())) {
        await done(open.row, undefined, ends)
        continue
      }
      // Refused on top of what we know. Refused on top of something newer, it is merged first: that may cure it.
      if (open.refusal && (!server || (assumed && sameContent(server, assumed)))) {
        await refuse(open.row, ends, open.refusal.code, open.refusal.text)
        continue
      }
      if (!server && mayRetry) again.push({ ...open, rev: undefined, rounds: open.rounds + 1 })
      else if (!server)
        await refuse(open.row, ends, 'conflict', 'in conflict with a document that is not there')
      // The answer to our own earlier push was lost.
      else if (sameContent(server, open.row.newDocumentState)) await done(open.row, server._rev, ends)
      // What came from the server is never written over it: RxDB read this row before a newer state came in.
      else if (mayRetry && !open.row.newDocumentState._downloaded && assumed && sameContent(server, assumed))
        again.push({ ...open, rev: server._rev, rounds: open.rounds + 1 })
      else {
        await answered(open.row)
        merge.push(server)
      }
    }
    return { again, merge }
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
      const { again, merge } = await look(unnoted, ends)
      open.push(...again)
      conflicts.push(...merge)
    }
    open.sort((a, b) => Number(isAside(a)) - Number(isAside(b)))
    while (open.length > 0) {
      const size = batchSize.next(open.slice(0, healthy(open)), ({ row }) => row.newDocumentState)
      const rejected = await send(open.slice(0, size), ends, isAside(open[0]!))
      open = open.slice(size)
      if (rejected.length === 0) continue
      const { again, merge } = await look(rejected, ends)
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

const halves = <T>(items: T[]): [T[], T[]] => {
  const middle = items.length >> 1
  return [items.slice(0, middle), items.slice(middle)]
}
