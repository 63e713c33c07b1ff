import { notFound } from '../couch/couch-error.ts'
import type { Database } from '../store/store.ts'

/** All design documents, parsed once a state of the database. */
const known = new WeakMap<Database, { updateNumber: number; designs: Record<string, unknown>[] }>()

/** The design documents of a database. */
export function designsOf(database: Database): Record<string, unknown>[] {
  const { updateNumber } = database
  const cached = known.get(database)
  if (cached?.updateNumber === updateNumber) return cached.designs
  const texts = database.documentsById({ from: '_design/', to: '_design0', limit: 10_000 })
  const designs = texts.map((text) => JSON.parse(text) as Record<string, unknown>)
  known.set(database, { updateNumber, designs })
  return designs
}

/** A design document by its name without `_design/`. 404 as for any document. */
export function designOf(database: Database, name: string): Record<string, unknown> {
  const found = database.read(`_design/${name}`)
  if (!found || found.deleted) throw notFound(found ? 'deleted' : 'missing')
  return { _id: found.id, _rev: found.rev, ...(JSON.parse(`{${found.body.slice(1)}}`) as object) }
}
