import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { badRequest, notFound } from '../couch/couch-error.ts'
import { batchAnswer, notAtomic, readBatch, writeFitting } from '../couch/document-batch.ts'
import { documentIdOf } from '../couch/document-id.ts'
import { documentOfPut, tombstoneOf } from '../couch/document-put.ts'
import { checkedId, incomingDocument } from '../couch/incoming-document.ts'
import { createSequentialIds } from '../couch/sequential-ids.ts'
import { answerRow, baseRevision, checkOne } from '../couch/write-one.ts'
import { databaseName, principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { asksForPlaces, rulesFor } from '../scope/write-guard.ts'
import { isRevision } from '../store/revision.ts'
import type { IncomingDocument } from '../store/store.ts'
import type { Couchdb } from './couchdb.ts'
import type { JudgedWriter } from './judged-writer.ts'
import type { Mirrors } from './mirrors.ts'
import { previousRevisions } from './previous-revisions.ts'
import type { RouteKind } from './route-kind.ts'
import type { DatabaseSecurityReader } from './security-reader.ts'
import { storedDocument } from './stored-document.ts'

export type JudgedWrite = Extract<RouteKind, 'batch' | 'post' | 'put' | 'delete' | 'copy'>

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Writes of documents that are in the CouchDB, by somebody who has to keep rules. Parsed, limited and answered as the embedded engine does. */
export function judgedWrites(
  context: Pick<ServerContext, 'accounts' | 'signingKeys' | 'store' | 'clock' | 'limits' | 'random'>,
  couchdb: Couchdb,
  writer: JudgedWriter,
  mirrors: Mirrors,
  securedDatabase: DatabaseSecurityReader,
): Record<JudgedWrite, Handler> {
  const { limits, random } = context
  const makeId = createSequentialIds(random)

  const write = async (request: FastifyRequest, batch: IncomingDocument[], newEdits: boolean) => {
    const database = await securedDatabase(databaseName(request), principal(request))
    if (!database) throw notFound('Database does not exist.')
    const rules = rulesFor(principal(request), database, context, newEdits)
    const placed = asksForPlaces(principal(request), database.name, context, batch)
    const mirror = placed ? mirrors.of(database.name) : undefined
    return writer.write(database.name, batch, { newEdits, ...rules }, mirror)
  }
  /** A document outside the part that the person sees is not there. */
  const checkVisible = async (request: FastifyRequest, id: string): Promise<void> => {
    const part = await mirrors.partFor(principal(request), databaseName(request))
    if (part && !part.winner(id)) throw notFound('missing')
  }
  const writeOne = async (
    request: FastifyRequest,
    reply: FastifyReply,
    document: IncomingDocument,
    created: number,
  ) => {
    const [row] = await write(request, [document], checkOne(request, document, limits))
    return answerRow(request, reply, row, created)
  }

  return {
    async batch(request, reply) {
      const { batch, newEdits, allOrNothing } = readBatch(request, limits, makeId)
      if (allOrNothing) return sendJson(request, reply.code(417), notAtomic(batch))
      const rows = await writeFitting(batch, limits, (fitting) => write(request, fitting, newEdits))
      return sendJson(request, reply.code(201), batchAnswer(batch, rows, newEdits))
    },
    async post(request, reply) {
      const { text, value } = jsonObject(request)
      return writeOne(request, reply, incomingDocument(value, text, 0, makeId), 201)
    },
    async put(request, reply) {
      return writeOne(request, reply, documentOfPut(request, limits), 201)
    },
    async delete(request, reply) {
      const id = documentIdOf(request)
      await checkVisible(request, id)
      const current = (await previousRevisions(couchdb, databaseName(request), [id])).get(id)
      if (!current || current.deleted) throw notFound(current ? 'deleted' : 'missing')
      return writeOne(request, reply, tombstoneOf(id, baseRevision(request)), 200)
    },
    async copy(request, reply) {
      const { id, rev } = destinationOf(request)
      await checkVisible(request, documentIdOf(request))
      const source = await storedDocument(
        couchdb,
        databaseName(request),
        documentIdOf(request),
        baseRevision(request),
      )
      return writeOne(request, reply, { ...source, id, rev }, 201)
    },
  }
}

function destinationOf(request: FastifyRequest): { id: string; rev: string | undefined } {
  const header = request.headers.destination
  if (typeof header !== 'string') throw badRequest('Destination header is mandatory for COPY.')
  const [path = '', query = ''] = header.split('?')
  const rev = new URLSearchParams(query).get('rev') ?? undefined
  if (rev !== undefined && !isRevision(rev)) throw badRequest('Invalid rev format')
  try {
    return { id: checkedId(decodeURIComponent(path)), rev }
  } catch {
    throw badRequest('Invalid Destination header')
  }
}
