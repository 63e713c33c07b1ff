import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { writeDocuments } from '../scope/write-documents.ts'
import { databaseOf } from './databases.ts'
import { batchAnswer, readBatch, writeFitting } from './document-batch.ts'

/** `POST /{db}/_bulk_docs`: the batch is one transaction; a refused row fails alone. */
export function bulkDocs(app: FastifyInstance, context: ServerContext): void {
  const { store, random, limits } = context
  const makeId = (): string => Buffer.from(random(16)).toString('hex')
  app.post('/:db/_bulk_docs', { config: { access: 'database' } }, async (request, reply) => {
    const database = databaseOf(store, request)
    const { batch, newEdits } = readBatch(request, limits, makeId)
    const rows = await writeFitting(batch, limits, (fitting) =>
      writeDocuments(context, principal(request), database, fitting, newEdits),
    )
    return sendJson(request, reply.code(201), batchAnswer(rows, newEdits))
  })
}
