import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Backoff } from './backoff.ts'

/** Where request loops tell how they fare; the newest word of each counts. */
export interface Health {
  well(loop: string): void
  failing(loop: string, code: ErrorCode): void
}

/** Failures that another try cannot cure: the caller does something else with them. */
const forCaller: ReadonlySet<ErrorCode> = new Set(['server.too-large', 'server.refused'])

export interface RequestLoop {
  /** Runs the request until it is answered. Everything that may pass is waited for and shown meanwhile (trap T2). */
  persist<T>(loop: string, request: () => Promise<T>): Promise<T>
}

export function createRequestLoop(backoff: Backoff, health: Health, signal: AbortSignal): RequestLoop {
  return {
    async persist(loop, request) {
      for (let failures = 1; ; failures++) {
        try {
          const answer = await request()
          health.well(loop)
          return answer
        } catch (cause) {
          signal.throwIfAborted()
          if (!(cause instanceof AppError)) throw cause
          if (forCaller.has(cause.code)) throw cause
          health.failing(loop, cause.code)
          await backoff.wait(failures, signal)
        }
      }
    },
  }
}
