import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'

/** An answer that is no success, with its HTTP status. */
export class AnswerError extends AppError {
  readonly status: number
  /** Our server's own word, not that of something on the way. */
  readonly ours: boolean

  constructor(code: ErrorCode, status: number, detail: string, ours = true) {
    super(code, { detail })
    this.name = 'AnswerError'
    this.status = status
    this.ours = ours
  }
}

const codeOfStatus: Record<number, ErrorCode> = {
  401: 'session.expired',
  403: 'session.forbidden',
  408: 'network.timeout',
  413: 'server.too-large',
  426: 'workplace.too-old',
  429: 'server.too-many-requests',
  507: 'server.disk-full',
}

/** What an answer that is no success means. @param ours whether it carries our protocol's header */
export function errorOfStatus(status: number, ours: boolean, body: string): AnswerError {
  const detail = `HTTP ${status}${ours ? ` ${couchReason(body)}` : ''}`
  if (status >= 500)
    return new AnswerError(codeOfStatus[status] ?? 'server.unavailable', status, detail, ours)
  // A portal or a proxy may answer 401, 403, 404 too: only our server's word ends a session.
  if (!ours && status !== 413 && status !== 429)
    return new AnswerError('network.not-our-server', status, detail, ours)
  return new AnswerError(codeOfStatus[status] ?? 'server.refused', status, detail, ours)
}

/** `error: reason` of a CouchDB answer; these name rules and fields, never values. */
function couchReason(body: string): string {
  try {
    const { error, reason } = JSON.parse(body) as { error?: unknown; reason?: unknown }
    return `${String(error)}: ${String(reason)}`.slice(0, 300)
  } catch {
    return ''
  }
}

/** The server does not know our place in its feed: it was restored from a backup, or it is another database. */
export const isUnknownSince = (error: unknown): boolean =>
  error instanceof AnswerError && error.status === 400 && /unknown_since/.test(error.detail ?? '')

/** The server answers from the feed of another part of the clinic than the one that the place asked about is in. */
export class OtherScope extends AppError {
  readonly scope: string

  constructor(scope: string) {
    super('server.refused', { detail: 'this place is in another feed' })
    this.name = 'OtherScope'
    this.scope = scope
  }
}
export const isOtherScope = (error: unknown): error is OtherScope => error instanceof OtherScope

/** Whether the feed cannot be followed from the place that was asked about, whatever is tried. */
export const isOtherFeed = (error: unknown): boolean => isUnknownSince(error) || isOtherScope(error)

/** How far the feed that the client knows is the server's too; what the server has from later, it has from others. */
export const commonUntil = (error: unknown): number =>
  Number(/common until (\d+)/.exec((isUnknownSince(error) && (error as AnswerError).detail) || '')?.[1] ?? 0)

/** The request's content is at fault (a document in it, or their number): another try cannot cure it, halves can. */
export const isContentAtFault = (error: unknown): boolean =>
  error instanceof AnswerError &&
  (error.code === 'server.too-large' || error.code === 'server.refused') &&
  (error.status === 413 || error.status === 400)

/**
 * Whether a change was refused because this person does not see what it changes, or not now: the patient is not theirs
 * (S23), or something unseen is there (S22).
 */
export const isOfUnseen = (code: string, text: string): boolean =>
  code === 'conflict' || text.startsWith('scope.patient')

/** Nobody but a person can cure it: our own server will not take this content. What a proxy does not let through may pass. */
export const isRefusedForGood = (error: unknown): boolean =>
  isContentAtFault(error) && (error as AnswerError).ours
