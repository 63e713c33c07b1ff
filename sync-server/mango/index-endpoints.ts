import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ServerContext } from '../context.ts'
import { badRequest, CouchError, notFound } from '../couch/couch-error.ts'
import { databaseOf } from '../couch/databases.ts'
import { incomingDocument } from '../couch/incoming-document.ts'
import { statusOfError } from '../couch/write-one.ts'
import { principal } from '../http/access.ts'
import { sendJson } from '../http/json-answer.ts'
import { isObject } from '../http/json-text.ts'
import { jsonObject } from '../http/request-body.ts'
import { writeDocuments } from '../scope/write-documents.ts'
import { designWith, hashedName, type Index, indexesOf, indexJson, sortingsOf } from './indexes.ts'
import { partialSelectorOf } from './partial-selector.ts'
import { requestValues } from './request-values.ts'
import { readSelector, selectorJson } from './selector.ts'

/** `POST`, `GET`, `DELETE /{db}/_index`: indexes are design documents of the language `query`. */
export function indexEndpoints(app: FastifyInstance, context: ServerContext): void {
  const { store } = context
  const config = { access: 'database' as const }

  const writeDesign = async (request: FastifyRequest, design: Record<string, unknown>): Promise<void> => {
    const text = JSON.stringify(design)
    const document = incomingDocument(JSON.parse(text), text, 0, () => '')
    const database = databaseOf(store, request)
    const [row] = await writeDocuments(context, principal(request), database, [document], true)
    if (row && 'error' in row) throw new CouchError(statusOfError[row.error] ?? 403, row.error, row.reason)
  }
  const designOf = (request: FastifyRequest, id: string): Record<string, unknown> => {
    const found = databaseOf(store, request).read(id)
    if (!found || found.deleted) return { _id: id }
    return { _id: id, _rev: found.rev, ...(JSON.parse(`{${found.body.slice(1)}}`) as object) }
  }

  app.get('/:db/_index', { config }, (request, reply) => {
    const indexes = indexesOf(databaseOf(store, request)).map(indexJson)
    const { limit = String(indexes.length), skip = '0' } = request.query as { limit?: string; skip?: string }
    if (!/^[1-9]\d*$/.test(limit) || !/^\d+$/.test(skip))
      throw new CouchError(500, 'invalid_list_index_params', 'Index parameter ranges: limit > 1, skip > 0')
    const shown = indexes.slice(Number(skip), Number(skip) + Number(limit))
    return sendJson(request, reply, JSON.stringify({ total_rows: indexes.length, indexes: shown }))
  })

  app.post('/:db/_index', { config }, async (request, reply) => {
    const body = jsonObject(request).value
    const index = indexOf(body)
    const same = indexesOf(databaseOf(store, request)).find(
      (each) => each.ddoc === index.ddoc && each.name === index.name,
    )
    const exists = same !== undefined && JSON.stringify(same) === JSON.stringify(index)
    if (!exists) {
      const old = designOf(request, index.ddoc!)
      if (old._rev !== undefined && old.language !== 'query')
        throw new CouchError(
          400,
          'invalid_ddoc_lang',
          `Existing design doc has an invalid language: ${String(old.language ?? 'undefined')}`,
        )
      await writeDesign(request, designWith(old, index, body.index))
    }
    const result = exists ? 'exists' : 'created'
    return sendJson(request, reply, JSON.stringify({ result, id: index.ddoc, name: index.name }))
  })

  /** Takes these indexes out of a design document, which goes with its last one. */
  const removeFrom = async (request: FastifyRequest, id: string, isGone: (name: string) => boolean) => {
    const design = designOf(request, id)
    const views = Object.entries(isObject(design.views) ? design.views : {})
    const kept = views.filter(([name]) => !isGone(name))
    if (design._rev === undefined || design.language !== 'query' || kept.length === views.length) return false
    await writeDesign(
      request,
      kept.length === 0
        ? { _id: design._id, _rev: design._rev, _deleted: true }
        : { ...design, views: Object.fromEntries(kept) },
    )
    return true
  }
  const remove = async (request: FastifyRequest) => {
    const { ddoc, name, type } = request.params as { ddoc: string; name: string; type: string }
    if (type !== 'json') throw notFound()
    // Clients write the id as one part of the address, its slash escaped, or as two.
    if (!(await removeFrom(request, `_design/${ddoc.replace(/^_design\//, '')}`, (each) => each === name)))
      throw notFound()
    return '{"ok":true}'
  }
  app.post('/:db/_index/_bulk_delete', { config }, async (request, reply) => {
    const { docids } = jsonObject(request).value
    if (!Array.isArray(docids) || !docids.every((id) => typeof id === 'string'))
      throw new CouchError(400, 'invalid_bulk_docs', 'Bulk Delete requires an array of non-null docids.')
    const success: object[] = []
    const fail: object[] = []
    for (const given of docids as string[]) {
      const id = `_design/${given.replace(/^_design\//, '')}`
      if (await removeFrom(request, id, () => true)) success.unshift({ id, ok: true })
      else fail.unshift({ id, error: 'not_found' })
    }
    return sendJson(request, reply, JSON.stringify({ success, fail }))
  })
  for (const path of ['/:db/_index/_design/:ddoc/:type/:name', '/:db/_index/:ddoc/:type/:name'])
    app.delete(path, { config }, async (request, reply) => sendJson(request, reply, await remove(request)))
}

function indexOf(body: Record<string, unknown>): Index {
  const values = requestValues(body)
  const type = values.text('type') ?? 'json'
  if (type === 'text') throw new CouchError(503, 'required index service unavailable', 'text')
  if (type !== 'json')
    throw new CouchError(400, 'invalid_index', `Invalid type for index: ${type.slice(0, 40)}`)
  if (body.index === undefined)
    throw new CouchError(400, 'missing_required_key', 'Missing required key: index')
  if (!isObject(body.index))
    throw new CouchError(400, 'invalid_object', `${JSON.stringify(body.index)} is not a JSON object`)
  refuseUnknown(body, ['index', 'type', 'name', 'ddoc', 'w', 'partitioned'])
  refuseUnknown(body.index, ['fields', 'partial_filter_selector'])
  if (body.partitioned === true) throw badRequest('Partitioned feature is not enabled.')
  if (body.index.fields === undefined)
    throw new CouchError(400, 'missing_required_key', 'Missing required key: fields')
  const fields = sortingsOf(body.index.fields)
  if (fields.length === 0) throw badRequest('an index needs a field')
  const { partial_filter_selector: given = {} } = body.index
  const partial = selectorJson(readSelector(given))
  const made = hashedName([fields, given, body.name, body.ddoc])
  return {
    ddoc: `_design/${(values.text('ddoc') ?? made).replace(/^_design\//, '')}`,
    name: values.text('name') ?? made,
    type: 'json',
    fields,
    partial: partialSelectorOf({ partial_filter_selector: partial }),
  }
}

function refuseUnknown(given: Record<string, unknown>, known: string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new CouchError(400, 'invalid_key', `Invalid key ${unknown.slice(0, 40)} for this request.`)
}
