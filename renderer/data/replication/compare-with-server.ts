import { AppError } from '#shared/errors/app-error.ts'
import { sameContent } from '../storage/same-content.ts'
import type { KeysRow } from './couch-answers.ts'
import type { CouchTransport } from './couch-transport.ts'
import { assumedOf, isTakenBack, type PushRow } from './push-row.ts'
import type { Ends, RowEnds } from './row-ends.ts'
import { type ServerState, serverState } from './server-state.ts'

/** A row of a push that has not ended yet. */
export interface OpenRow {
  row: PushRow
  rev: string | undefined
  rounds: number
  /** Why the server refused it, when it was no plain conflict. */
  refusal?: { code: string; text: string }
}

export interface Persist {
  /**
   * Runs a request when it is its turn, again and again until it is answered; throws when its content is at fault.
   * @param known it is part of a request that was at fault
   */
  persist<T>(request: () => Promise<T>, known: boolean): Promise<T>
}

interface Parts extends Persist {
  transport: CouchTransport
  signal: AbortSignal
  ends: RowEnds
  /** Whether files may have brought documents elsewhere, or from there, of which the server has not heard. */
  givesFiles(): boolean
}

/** What to send again and what to merge. */
interface Compared {
  again: OpenRow[]
  merge: ServerState[]
}

/** After so many answers that contradict each other the document goes to the merge. */
const maxRounds = 3

/** Looks what the server has instead of what it did not take, or was not asked to. */
export function createComparison({
  transport,
  signal,
  persist,
  givesFiles,
  ends: { answered, done, refuse },
}: Parts) {
  return async function compare(rejected: OpenRow[], ends: Ends, known = false): Promise<Compared> {
    const ids = rejected.map(({ row }) => row.newDocumentState.id)
    let rows: KeysRow[]
    try {
      rows = await persist(() => transport.documents(ids, signal), known)
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause
      if (rejected.length === 1) {
        await refuse(rejected[0]!.row, ends, cause.code, cause.detail ?? '', true)
        return { again: [], merge: [] }
      }
      const [first, rest] = halves(rejected)
      const [one, other] = [await compare(first, ends, true), await compare(rest, ends, true)]
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
      if (!server && isTakenBack(open.row) && (open.refusal || !givesFiles())) {
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
}

export const halves = <T>(items: T[]): [T[], T[]] => {
  const middle = items.length >> 1
  return [items.slice(0, middle), items.slice(middle)]
}
