import { isOfUnseen } from './answer-error.ts'
import { acknowledge, leaveUnsent, type PushRow } from './push-row.ts'
import type { ServerState } from './server-state.ts'
import type { Unmet } from './unmet.ts'

/**
 * What RxDB is to remember of each row. Written into the rows when all of them have ended, not before: RxDB calls again
 * with the same rows when this fails half-way, and a row must still say then what was written on this PC.
 */
export type Ends = (() => void)[]

export interface EndsOptions {
  unmet: Pick<Unmet, 'add' | 'remove'>
  /** Called before RxDB hears of it. */
  onAcknowledged(document: ServerState, rev: string): Promise<void> | void
  /** Puts a refused document into quarantine; resolves when that is durable. */
  refuse(row: PushRow, code: string, text: string, mayPass: boolean): Promise<void>
}

/** How a row of a push ends. */
export interface RowEnds {
  /** The server has spoken of it: it need not be asked about what a file brought. */
  answered(row: PushRow): Promise<void>
  /** The server has it. @param rev undefined when there is nothing that it could have */
  done(row: PushRow, rev: string | undefined, ends: Ends): Promise<void>
  /**
   * The server does not take it, or does not answer about it: into quarantine, or, what a file brought of the server's, to
   * be asked about later.
   * @param mayPass it may be the line's fault and not the document's
   */
  refuse(row: PushRow, ends: Ends, code: string, text: string, mayPass?: boolean): Promise<void>
}

export function createRowEnds({ unmet, ...options }: EndsOptions): RowEnds {
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

  return { answered, done, refuse }
}
