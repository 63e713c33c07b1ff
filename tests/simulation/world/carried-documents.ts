import type { WireDocument } from '#shared/contract/couch.ts'
import type { Travel } from './travel.ts'

/** A row of an answer, of whatever list. */
interface Row {
  doc?: Record<string, unknown> | null
  docs?: { ok?: Record<string, unknown> }[]
}

/** The documents of a push that the server has taken, by its answer. */
export function takenOf({ path, body }: Travel, answer: string): WireDocument[] {
  if (!path.includes('_bulk_docs')) return []
  const rows = JSON.parse(answer) as { rev?: string }[]
  const { docs } = JSON.parse(body ?? '{}') as { docs: WireDocument[] }
  return Array.isArray(rows) ? docs.filter((_doc, index) => rows[index]?.rev) : []
}

/** Every document in an answer, in whatever form of CouchDB's lists. */
export function givenIn(text: string): Record<string, unknown>[] {
  if (!text.includes('"_id":"')) return []
  const answer = JSON.parse(text) as { results?: Row[]; rows?: Row[] }
  const rows = [...(answer.results ?? []), ...(answer.rows ?? [])]
  const documents = rows.flatMap(({ doc, docs }) => [doc, ...(docs ?? []).map(({ ok }) => ok)])
  return documents.filter((each) => each !== undefined && each !== null)
}
