import { isObject } from '../http/json-text.ts'
import type { IncomingAttachment } from '../store/attachment.ts'
import { noPlaces } from '../store/no-places.ts'
import type { IncomingDocument, Refusal, StoredRevision, WriteOptions, WriteOutcome } from '../store/store.ts'
import type { ClinicMirror } from './clinic-mirror.ts'
import type { Couchdb } from './couchdb.ts'
import { checkAnswer } from './database-answer.ts'
import { createDatabaseQueue } from './database-queue.ts'
import type { DeliveryJournal } from './delivery-journal.ts'
import { inPortions } from './in-portions.ts'
import { previousRevisions } from './previous-revisions.ts'
import { databasePath } from './target-path.ts'
import { CouchdbUnavailable } from './unavailable.ts'

const stepRows = 1000

interface Portion {
  portion: readonly IncomingDocument[]
  /** Undefined when it cannot be held here. */
  previous: Map<string, StoredRevision> | undefined
}

/**
 * Writes documents into the CouchDB whose writer has to keep rules: in a clinic everybody. Each is judged with the revision that is stored there; refused ones are
 * answered in place, the others are sent on in their order and as their text. Judging and writing of one database never
 * interleave with another writer of this server.
 */
export function createJudgedWriter(couchdb: Couchdb, journal: DeliveryJournal) {
  const queued = createDatabaseQueue()

  /** What the CouchDB holds now of the documents of a step, as many at once as can be held here. */
  const withPrevious = (database: string, step: IncomingDocument[]) =>
    inPortions(
      step,
      async (portion): Promise<Portion> => {
        // A special id has nothing stored in a clinic; its document is refused for the id.
        const ids = portion.map(({ id }) => id).filter((id) => !id.startsWith('_'))
        return { portion, previous: await previousRevisions(couchdb, database, ids) }
      },
      (one) => ({ portion: [one], previous: undefined }),
    )

  /** No id twice: the second of two is judged by what the first one has stored. */
  const writeStep = async (
    database: string,
    step: readonly IncomingDocument[],
    previous: Map<string, StoredRevision>,
    options: WriteOptions,
    mirror: ClinicMirror | undefined,
  ) => {
    await mirror?.agree(previous)
    const places = mirror?.whole().places ?? noPlaces
    const refusals = step.map((document) => options.guard?.(document, previous.get(document.id), places))
    const allowed = step.filter((_, index) => refusals[index] === undefined)
    const sent = async () => (allowed.length === 0 ? [] : await send(database, allowed, options))
    const ids = allowed.map(({ id }) => id)
    const rows = mirror ? await mirror.write(ids, options.deliveredBy, sent) : await sent()
    let next = 0
    return step.map((document, index): WriteOutcome => {
      const refusal = refusals[index]
      return refusal ? { id: document.id, ...refusal } : rows[next++]!
    })
  }

  const send = async (database: string, documents: IncomingDocument[], options: WriteOptions) => {
    if (options.deliveredBy !== undefined)
      await journal.note(database, {
        by: options.deliveredBy,
        documents: documents.map(({ id, rev }) => ({ id, rev })),
      })
    const answer = await couchdb.json({
      method: 'POST',
      path: databasePath(database, '_bulk_docs'),
      body: Buffer.from(batchText(documents, options.newEdits)),
    })
    checkAnswer(answer)
    return options.newEdits ? rowsOfEdits(documents, answer.value) : rowsOfReplicated(documents, answer.value)
  }

  return {
    /** `mirror` is there when the rules ask where patients belong. */
    async write(
      database: string,
      batch: IncomingDocument[],
      options: WriteOptions,
      mirror?: ClinicMirror,
    ): Promise<WriteOutcome[]> {
      // Before its turn: while a mirror is built, those who need none go on writing.
      await mirror?.ready()
      return queued(database, async () => {
        // Writers before this one may have moved cards.
        await mirror?.ready()
        const outcomes: WriteOutcome[] = []
        for (const step of stepsOf(batch))
          for await (const { portion, previous } of withPrevious(database, step))
            outcomes.push(
              ...(previous
                ? await writeStep(database, portion, previous, options, mirror)
                : portion.map(cannotBeJudged)),
            )
        return outcomes
      })
    },
  }
}
export type JudgedWriter = ReturnType<typeof createJudgedWriter>

/** Its stored revisions do not fit into one answer. Nothing is written that nothing can be said of. */
const cannotBeJudged = ({ id }: IncomingDocument): WriteOutcome => ({
  id,
  error: 'document_too_large',
  reason: 'document_too_large: Документ слишком велик',
})

function stepsOf(batch: IncomingDocument[]): IncomingDocument[][] {
  const steps: IncomingDocument[][] = []
  let ids = new Set<string>()
  for (const document of batch) {
    if (steps.length === 0 || ids.has(document.id) || ids.size >= stepRows) {
      steps.push([])
      ids = new Set()
    }
    ids.add(document.id)
    steps.at(-1)!.push(document)
  }
  return steps
}

/** The documents as text: their own members are as they were sent. */
const batchText = (documents: IncomingDocument[], newEdits: boolean): string =>
  `{"docs":[${documents.map(documentText).join(',')}]${newEdits ? '' : ',"new_edits":false'}}`

function documentText({ id, rev, deleted, revisions, body, attachments }: IncomingDocument): string {
  const own = rev ?? (revisions && `${revisions.start}-${revisions.ids[0]}`)
  const special = [
    `"_id":${JSON.stringify(id)}`,
    ...(own === undefined ? [] : [`"_rev":${JSON.stringify(own)}`]),
    ...(deleted ? ['"_deleted":true'] : []),
    ...(revisions === undefined ? [] : [`"_revisions":${JSON.stringify(revisions)}`]),
    ...(attachments === undefined ? [] : [`"_attachments":${JSON.stringify(attachmentsOf(attachments))}`]),
  ]
  return `{${special.join(',')}${body}}`
}

const attachmentsOf = (attachments: IncomingAttachment[]) =>
  Object.fromEntries(
    attachments.map(({ name, contentType, revpos, content }) => [
      name,
      {
        content_type: contentType,
        ...(revpos === undefined ? {} : { revpos }),
        ...(content ? { data: content.bytes.toString('base64') } : { stub: true }),
      },
    ]),
  )

interface Row {
  id: string
  rev?: string
  failure: Refusal | undefined
}

function rowsOf(value: unknown): Row[] {
  if (!Array.isArray(value)) throw new CouchdbUnavailable('bulk-docs')
  return value.map((row: unknown) => {
    if (!isObject(row) || typeof row.id !== 'string') throw new CouchdbUnavailable('bulk-docs')
    const { id, error } = row
    const failure =
      typeof error === 'string'
        ? { error, reason: typeof row.reason === 'string' ? row.reason : error }
        : undefined
    return { id, failure, ...(typeof row.rev === 'string' ? { rev: row.rev } : {}) }
  })
}

/** New edits have a row each, in order. */
function rowsOfEdits(documents: IncomingDocument[], value: unknown): WriteOutcome[] {
  const rows = rowsOf(value)
  return documents.map(({ id }, index) => {
    const row = rows[index]
    if (row?.id !== id) throw new CouchdbUnavailable('bulk-docs')
    if (row.failure) return { id, ...row.failure }
    if (row.rev === undefined) throw new CouchdbUnavailable('bulk-docs')
    return { id, rev: row.rev }
  })
}

/** Replicated edits have rows of failures alone. */
function rowsOfReplicated(documents: IncomingDocument[], value: unknown): WriteOutcome[] {
  const failures = new Map(
    rowsOf(value).flatMap(({ id, failure }) => (failure ? [[id, failure] as const] : [])),
  )
  return documents.map(({ id, rev, revisions }) => {
    const failure = failures.get(id)
    return failure ? { id, ...failure } : { id, rev: rev ?? `${revisions!.start}-${revisions!.ids[0]}` }
  })
}
