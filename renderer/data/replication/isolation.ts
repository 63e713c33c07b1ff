import type { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { isContentAtFault } from './answer-error.ts'

/**
 * Decides when a push that fails again and again is the fault of what it carries: a document on which the server, or
 * something on the way, breaks every time. Such a push is halved until the document is alone (promise 4). A server that
 * is down altogether is not the fault of any document: an empty push tells the two apart.
 */
export interface Isolation {
  /** @param known this part of a larger push is under suspicion already: one failure is enough */
  isAtFault(error: AppError, failures: number, known: boolean): Promise<boolean>
  /** A document was put aside. */
  isolated(): void
  /** The server took something. */
  taken(): void
}

const perhapsContent: ReadonlySet<ErrorCode> = new Set([
  'server.unavailable',
  'network.unreachable',
  'network.timeout',
  'network.malformed-answer',
])

/** @param answersEmpty whether the server answers a push that carries nothing */
export function createIsolation(
  answersEmpty: () => Promise<boolean>,
  limits = { tries: 3, inRow: 3, triesWhenMany: 8 },
): Isolation {
  let inRow = 0
  return {
    async isAtFault(error, failures, known) {
      if (isContentAtFault(error)) return true
      if (!perhapsContent.has(error.code)) return false
      // So many one after the other, and nothing taken in between: rather the server's fault. More patience then.
      const needed = inRow >= limits.inRow ? limits.triesWhenMany : known ? 1 : limits.tries
      return failures >= needed && (await answersEmpty())
    },
    isolated() {
      inRow += 1
    },
    taken() {
      inRow = 0
    },
  }
}

const firstRetryMs = 60_000
const longestRetryMs = 3_600_000

/** Whether the next try is due. A clock that was put back does not make it wait for years. */
export const isDue = (dueMs: number, nowMs: number): boolean =>
  dueMs <= nowMs || dueMs > nowMs + longestRetryMs

/** How long a document that was put aside waits for its next try, milliseconds. @param tries made so far, from 1 */
export const retryAfterMs = (tries: number): number =>
  Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(tries - 1, 10))
