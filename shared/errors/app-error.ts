import { type ErrorCode, errorCodes, type Retry } from './codes.ts'

/**
 * An operational failure: network, disk, a lock, damage, a version too old. Not for bad input (a `Result`) and not for
 * bugs (`assert`). `detail` is for the log and must hold no patient data.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retry: Retry
  readonly detail: string | undefined

  constructor(code: ErrorCode, options: { detail?: string; cause?: unknown } = {}) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.retry = errorCodes[code].retry
    this.detail = options.detail
  }
}
