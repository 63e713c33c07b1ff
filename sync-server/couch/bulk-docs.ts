import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { writeDocuments } from '../scope/write-documents.ts'
import type { Database, IncomingDocument, WriteOutcome } from '../store/store.ts'
import { databaseOf } from './databases.ts'
import { batchAnswer, notAtomic, readBatch, writeFitting } from './document-batch.ts'
import { isLocalId } from './incoming-document.ts'
import { writeLocal } from './local-write.ts'
import { programOf, rememberOwn } from './own-rows.ts'
import { createSequentialIds } from './sequential-ids.ts'

/** `POST /{db}/_bulk_docs`: the batch is one transaction; a refused row fails alone. */
export function bulkDocs(app: FastifyInstance, context: ServerContext): void {
  const { store, random, limits, clock } = context
  const makeId = createSequentialIds(random)
  app.post('/:db/_bulk_docs', { config: { access: 'database' } }, async (request, reply) => {
    const database = databaseOf(store, request)
    const { batch, newEdits, allOrNothing } = readBatch(request, limits, makeId)
    if (allOrNothing) return sendJson(request, reply.code(417), notAtomic(batch))
    const rows = await writeFitting(batch, limits, (fitting) =>
      besideLocal(database, fitting, (stored) =>
        writeDocuments(context, principal(request), database, stored, newEdits),
      ),
    )
    const program = programOf(request)
    if (program !== undefined) rememberOwn(database, program, rows, clock.now())
    return sendJson(request, reply.code(201), batchAnswer(batch, rows, newEdits))
  })
}

/** Checkpoints of a batch go their own way; the rows stand in the order of the batch. */
async function besideLocal(
  database: Database,
  batch: IncomingDocument[],
  write: (stored: IncomingDocument[]) => Promise<WriteOutcome[]>,
): Promise<WriteOutcome[]> {
  if (!batch.some(({ id }) => isLocalId(id))) return write(batch)
  const outcomes = (await write(batch.filter(({ id }) => !isLocalId(id)))).values()
  return Promise.all(
    batch.map((document) =>
      isLocalId(document.id) ? writeLocal(database, document) : outcomes.next().value!,
    ),
  )
}
