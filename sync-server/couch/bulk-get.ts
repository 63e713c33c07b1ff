import { setImmediate } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { contentsTooLarge } from '../http/errors.ts'
import { sendJson, sendJsonStream } from '../http/json-answer.ts'
import { jsonObject } from '../http/request-body.ts'
import { ContentsTooLarge } from '../store/attachment.ts'
import type { Database } from '../store/store.ts'
import { type AskedDocument, askedDocument, type BulkGetError } from './bulk-get-request.ts'
import { badRequest } from './couch-error.ts'
import { databaseOf } from './databases.ts'
import { documentJson, knownGeneration, revisionsMember, withContents } from './document-json.ts'
import { accepts, type BulkPart, bulkParts, followedBy, sendParts } from './multipart-write.ts'
import { queryOf } from './query.ts'

const refusedParameters = ['open_revs', 'new_edits', 'w', 'rev', 'atts_since']

interface BulkOptions {
  revs: boolean
  latest: boolean
  attachments: boolean
  encodings: boolean
}

/** `POST /{db}/_bulk_get`: one result a pair; what is missing is an error inside 200. */
export function bulkGet(app: FastifyInstance, { store, random }: ServerContext): void {
  const boundary = (): string => `--${Buffer.from(random(16)).toString('hex')}`
  app.post('/:db/_bulk_get', { config: { access: 'database' } }, (request, reply) => {
    const database = databaseOf(store, request)
    const query = queryOf(request)
    for (const name of refusedParameters)
      if (query.text(name) !== undefined) throw badRequest(`"${name}" query parameter is not acceptable`)
    const options = {
      revs: query.flag('revs'),
      latest: query.flag('latest'),
      attachments: query.flag('attachments'),
      encodings: query.flag('att_encoding_info'),
    }
    const { docs } = jsonObject(request).value
    if (!Array.isArray(docs)) throw badRequest("Missing JSON list of 'docs'.")
    const asked = docs.map(askedDocument)
    const multipart = multipartOf(request)
    if (multipart === undefined) {
      const first = nextResults(database, asked, 0, options)
      if (first.next < asked.length)
        return sendJsonStream(request, reply, resultsInSteps(database, asked, first, options))
      return sendJson(request, reply, resultsStart + first.text + resultsEnd)
    }
    const parts = partsInOrder(database, asked, options)
    const outer = boundary()
    return sendParts(reply, multipart, outer, bulkParts(database, parts, outer, boundary()))
  })
}

/** Multipart for a client that takes no JSON. */
function multipartOf(request: FastifyRequest): string | undefined {
  if (accepts(request, 'application/json')) return undefined
  return ['multipart/mixed', 'multipart/related'].find((type) => accepts(request, type))
}

const errorRow = (error: BulkGetError): string => JSON.stringify({ error })
const missing = (id: string, rev: string): BulkGetError => ({
  id,
  rev,
  error: 'not_found',
  reason: 'missing',
})

/** The revisions that one entry asks for; an entry without a revision asks for every leaf. */
function revisionsOf(database: Database, { id, rev }: AskedDocument, latest: boolean): string[] {
  if (rev === undefined) return database.leaves(id).map((leaf) => leaf.rev)
  const leaves = latest ? database.latest(id, rev) : []
  return leaves.length > 0 ? leaves : [rev]
}

const resultsStart = '{"results":['
const resultsEnd = ']}'
/** What lies here of an answer: documents are up to 8 MB each, their attachments 32 MB each. */
const stepCharacters = 4 * 1024 * 1024

interface Results {
  text: string
  /** The place of the first entry that is not among them. */
  next: number
}

/** Results from one entry on, of one state of the database, up to the first that makes a step full. */
const nextResults = (
  database: Database,
  asked: (AskedDocument | BulkGetError)[],
  from: number,
  options: BulkOptions,
): Results =>
  database.together(() => {
    const texts: string[] = []
    let next = from
    for (let characters = 0; next < asked.length && characters < stepCharacters; next++) {
      const text = resultOf(database, asked[next]!, options)
      characters += text.length
      texts.push(text)
    }
    return { text: texts.join(',\n'), next }
  })

/** An answer of any length in steps, each read when the one before has left. */
async function* resultsInSteps(
  database: Database,
  asked: (AskedDocument | BulkGetError)[],
  first: Results,
  options: BulkOptions,
): AsyncGenerator<Buffer> {
  yield Buffer.from(resultsStart + first.text)
  for (let { next } = first; next < asked.length; ) {
    await setImmediate()
    const step = nextResults(database, asked, next, options)
    yield Buffer.from(`,\n${step.text}`)
    next = step.next
  }
  yield Buffer.from(resultsEnd)
}

function resultOf(database: Database, asked: AskedDocument | BulkGetError, options: BulkOptions): string {
  if ('error' in asked) return `{"id":${JSON.stringify(asked.id)},"docs":[${errorRow(asked)}]}`
  const { id, since } = asked
  const rows = revisionsOf(database, asked, options.latest).map((rev) => {
    const found = database.readRevision(id, rev)
    if (!found) return errorRow(missing(id, rev))
    const withFiles = options.attachments || since.length > 0
    const attachments = { withContents: withFiles, since, encodings: options.encodings }
    const extra = options.revs ? revisionsMember(database, id, rev) : ''
    try {
      return `{"ok":${documentJson(withContents(database, found, attachments), extra)}}`
    } catch (error) {
      if (!(error instanceof ContentsTooLarge)) throw error
      return errorRow({ id, rev, error: 'attachments_too_large', reason: contentsTooLarge })
    }
  })
  if (rows.length === 0) rows.push(errorRow(missing(id, 'undefined')))
  return `{"id":${JSON.stringify(id)},"docs":[${rows.join(',')}]}`
}

/** One entry after the other, each read when the part before has left. */
export function* partsInOrder(
  database: Database,
  asked: (AskedDocument | BulkGetError)[],
  options: BulkOptions,
): Generator<BulkPart> {
  for (const each of asked) yield* partsOf(database, each, options)
}

function partsOf(database: Database, asked: AskedDocument | BulkGetError, options: BulkOptions): BulkPart[] {
  if ('error' in asked) return [{ error: JSON.stringify(asked) }]
  const revs = revisionsOf(database, asked, options.latest)
  if (revs.length === 0) return [{ error: JSON.stringify(missing(asked.id, 'undefined')) }]
  return revs.map((rev) => {
    const found = database.readRevision(asked.id, rev)
    if (!found) return { error: JSON.stringify({ rev, error: 'not_found', reason: 'missing' }) }
    const extra = options.revs ? revisionsMember(database, asked.id, rev) : ''
    return { id: asked.id, rev, ...followedBy(found, extra, knownGeneration(database, found, asked.since)) }
  })
}
