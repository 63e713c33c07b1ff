import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Backoff } from './backoff.ts'

/** Where request loops tell how they fare; the newest word of each counts. */
export interface Health {
  well(loop: string): void
  failing(loop: string, code: ErrorCode): void
}

export interface RequestLoop {
  /**
   * Runs the request until it is answered. Everything that may pass is waited for and shown meanwhile (trap T2).
   * @param forCaller tells failures that another try cannot cure: they are thrown; it is told the number of failures
   */
  persist<T>(
    loop: string,
    request: () => Promise<T>,
    forCaller: (error: AppError, failures: number) => boolean | Promise<boolean>,
  ): Promise<T>
}

export function createRequestLoop(backoff: Backoff, health: Health, signal: AbortSignal): RequestLoop {
  return {
    async persist(loop, request, forCaller) {
      for (let failures = 1; ; failures++) {
        try {
          const answer = await request()
          health.well(loop)
          return answer
        } catch (cause) {
          signal.throwIfAborted()
          if (!(cause instanceof AppError)) throw cause
          if (await forCaller(cause, failures)) {
            health.well(loop)
            throw cause
          }
          health.failing(loop, cause.code)
          await backoff.wait(failures, signal)
        }
      }
    },
  }
}
