import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import { CouchError } from '../couch/couch-error.ts'
import { ContentsTooLarge, MissingStub } from '../store/attachment.ts'

interface Answer {
  status: number
  error: string
  reason: string
}

const statusOfCode: Partial<Record<ErrorCode, number>> = {
  'storage.full': 507,
  'storage.newer-version': 503,
  'storage.damaged': 503,
  'storage.in-use': 503,
  'storage.unavailable': 503,
}

/** What a client can do that asked for more of a document's attachments than one answer holds. */
export const contentsTooLarge =
  'the attachments of this revision are too large for one answer: ask for each by its own address'

/** What an error is for the client. Nothing of a document, a name or a path reaches an answer or the log. */
export function answerOf(error: unknown): Answer {
  if (error instanceof CouchError) return { status: error.status, error: error.error, reason: error.reason }
  if (error instanceof AppError)
    return { status: statusOfCode[error.code] ?? 500, error: error.code, reason: error.detail ?? error.code }
  if (error instanceof MissingStub)
    return { status: 412, error: 'missing_stub', reason: `Invalid attachment stub for ${error.attachment}` }
  if (error instanceof ContentsTooLarge)
    return { status: 413, error: 'attachments_too_large', reason: contentsTooLarge }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return { status, error: 'too_large', reason: 'the request body is too large' }
  if (status >= 400 && status < 500) return { status, error: 'bad_request', reason: 'malformed request' }
  return { status: 500, error: 'internal_server_error', reason: 'a bug of the server; its log says where' }
}

const isOwnEndpoint = (request: FastifyRequest): boolean => request.url.startsWith('/api/')

/** CouchDB's form of an error on its endpoints, RFC 9457 on ours. */
export function answerErrors(app: FastifyInstance): void {
  const send = (request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply => {
    // Of an answer that was to be packed, only the error is left.
    reply.code(answer.status).removeHeader('content-encoding')
    if (!isOwnEndpoint(request))
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .send(JSON.stringify({ error: answer.error, reason: answer.reason }))
    return reply.header('content-type', 'application/problem+json; charset=utf-8').send(
      JSON.stringify({
        type: `urn:lekar:problem:${answer.error}`,
        title: answer.error,
        status: answer.status,
        detail: answer.reason,
      }),
    )
  }
  app.setErrorHandler((error, request, reply) => {
    const answer = answerOf(error)
    if (answer.status >= 500)
      request.log.error(
        {
          error: error instanceof Error ? error.name : 'unknown',
          code: answer.error,
          // Stack lines only: a message could quote a document.
          at: error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined,
        },
        'request failed',
      )
    return send(request, reply, answer)
  })
  app.setNotFoundHandler((request, reply) =>
    send(request, reply, { status: 404, error: 'not_found', reason: 'missing' }),
  )
}
