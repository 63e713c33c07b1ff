import type { FastifyInstance } from 'fastify'
import type { ServerContext } from '../context.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { writeDocuments } from '../scope/write-documents.ts'
import type { IncomingDocument, WriteOutcome } from '../store/store.ts'
import { badRequest, tooLarge } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { eachMember, elementStarts } from './document-text.ts'
import { checkReplicated, incomingDocument } from './incoming-document.ts'

/** `POST /{db}/_bulk_docs`: the batch is one transaction; a refused row fails alone. */
export function bulkDocs(app: FastifyInstance, context: ServerContext): void {
  const { store, random, limits } = context
  const makeId = (): string => Buffer.from(random(16)).toString('hex')
  app.post('/:db/_bulk_docs', { config: { access: 'database' } }, async (request, reply) => {
    const database = databaseOf(store, request)
    const { text, value } = jsonObject(request)
    if (!Array.isArray(value.docs)) throw badRequest('POST body must include `docs` parameter.')
    if (value.new_edits !== undefined && typeof value.new_edits !== 'boolean')
      throw badRequest('`new_edits` must be a boolean')
    if (value.docs.length > limits.batchRows) throw tooLarge(`at most ${limits.batchRows} documents a batch`)
    const newEdits = value.new_edits !== false
    const starts = startsOfDocs(text)
    const batch = value.docs.map((doc, index) => incomingDocument(doc, text, starts[index]!, makeId))
    if (!newEdits) batch.forEach(checkReplicated)

    const fits = (document: IncomingDocument): boolean => document.body.length <= limits.documentBytes
    const fitting = batch.every(fits) ? batch : batch.filter(fits)
    const outcomes = await writeDocuments(context, principal(request), database, fitting, newEdits)
    const rows = fitting === batch ? outcomes : withOversized(batch, fits, outcomes)
    return sendJson(request, reply.code(201), newEdits ? rowsText(rows) : rowsText(rows.filter(isFailure)))
  })
}

/** One oversized document never stops the others. */
function withOversized(
  batch: IncomingDocument[],
  fits: (document: IncomingDocument) => boolean,
  outcomes: WriteOutcome[],
): WriteOutcome[] {
  let next = 0
  return batch.map((document) =>
    fits(document)
      ? outcomes[next++]!
      : {
          id: document.id,
          error: 'document_too_large',
          reason: 'document_too_large: Документ слишком велик',
        },
  )
}

const isFailure = (row: WriteOutcome): boolean => 'error' in row

const rowsText = (rows: WriteOutcome[]): string =>
  `[${rows.map((row) => ('error' in row ? JSON.stringify(row) : `{"ok":true,"id":${JSON.stringify(row.id)},"rev":"${row.rev}"}`)).join(',\n')}]`

/** Where each document of the last `docs` member begins. */
function startsOfDocs(text: string): number[] {
  let from = 0
  eachMember(text, 0, (name, _member, value) => {
    if (name === 'docs') from = value.from
  })
  return elementStarts(text, from)
}
