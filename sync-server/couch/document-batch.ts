import type { FastifyRequest } from 'fastify'
import type { Limits } from '../context.ts'
import { jsonObject } from '../http/request-body.ts'
import type { IncomingDocument, WriteOutcome } from '../store/store.ts'
import { badRequest, tooLarge } from './couch-error.ts'
import { eachMember, elementStarts } from './document-text.ts'
import { checkReplicated, incomingDocument } from './incoming-document.ts'

/** The documents of a `_bulk_docs` request, each with its own text. 400 for one that is malformed. */
export function readBatch(
  request: FastifyRequest,
  limits: Limits,
  makeId: () => string,
): { batch: IncomingDocument[]; newEdits: boolean; allOrNothing: boolean } {
  const { text, value } = jsonObject(request)
  if (value.docs === undefined) throw badRequest('POST body must include `docs` parameter.')
  if (!Array.isArray(value.docs)) throw badRequest('`docs` parameter must be an array.')
  if (value.new_edits !== undefined && typeof value.new_edits !== 'boolean')
    throw badRequest('`new_edits` parameter must be a boolean.')
  if (value.docs.length > limits.batchRows) throw tooLarge(`at most ${limits.batchRows} documents a batch`)
  const newEdits = value.new_edits !== false
  const starts = startsOfDocs(text)
  const batch = value.docs.map((doc, index) => incomingDocument(doc, text, starts[index]!, makeId))
  if (!newEdits) batch.forEach(checkReplicated)
  return { batch, newEdits, allOrNothing: value.all_or_nothing === true }
}

/** The answer to who wants all of a batch or nothing: nothing is stored. */
export const notAtomic = (batch: IncomingDocument[]): string =>
  JSON.stringify(
    batch.map(({ id, rev = '0-' }) => ({
      id,
      rev,
      error: 'not_implemented',
      reason: 'all_or_nothing is not supported',
    })),
  )

/** Writes what is not oversized. One oversized document never stops the others. */
export async function writeFitting(
  batch: IncomingDocument[],
  limits: Limits,
  write: (fitting: IncomingDocument[]) => Promise<WriteOutcome[]>,
): Promise<WriteOutcome[]> {
  const fits = (document: IncomingDocument): boolean => document.body.length <= limits.documentBytes
  if (batch.every(fits)) return write(batch)
  const outcomes = await write(batch.filter(fits))
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

/** The answer: a row each for new edits; rows of failures alone for replicated ones, with their revisions. */
export function batchAnswer(batch: IncomingDocument[], rows: WriteOutcome[], newEdits: boolean): string {
  if (newEdits) return `[${rows.map(rowText).join(',\n')}]`
  const failures = rows.flatMap((row, index) => {
    const { rev, revisions } = batch[index]!
    return 'error' in row ? [{ ...row, rev: rev ?? `${revisions?.start}-${revisions?.ids[0]}` }] : []
  })
  return JSON.stringify(failures)
}

const rowText = (row: WriteOutcome): string =>
  'error' in row ? JSON.stringify(row) : `{"ok":true,"id":${JSON.stringify(row.id)},"rev":"${row.rev}"}`

/** Where each document of the last `docs` member begins. */
function startsOfDocs(text: string): number[] {
  let from = 0
  eachMember(text, 0, (name, _member, value) => {
    if (name === 'docs') from = value.from
  })
  return elementStarts(text, from)
}
